/**
 * One live session, from compiled image to verdict.
 *
 * ```
 *   boot:            kernel_init, setup, conditions           conditions, teardown, kernel_exit
 *   threads:                                  ├ bodies repeat ┤
 *   kernel threads:                           ├─────────────────────────────────────────┤ leak check
 *   phase:           setup                    running, stopping teardown
 * ```
 * Threads are ended in steps: asked to end after their iteration; then cut off, which means that they fail at their next
 * loop head or wait and tell where they were; then their workers are terminated.
 */
import { CutOff, Patience } from './patience.ts';
import { processTime, sessionClock } from './clock.ts';
import { Control } from './control.ts';
import { Crew } from './crew.ts';
import type { Scene } from './explain.ts';
import { Findings } from './findings.ts';
import { Latch, orAfter } from './latch.ts';
import { sessionMeta } from './meta.ts';
import { Observer } from './observer.ts';
import type { LiveSession, LiveSessionOptions } from './options.ts';
import { TraceRings } from './rings.ts';
import { Sampler } from './sampler.ts';
import { initialiseMemory } from '../../../shared/dialect/live/layout.ts';
import { planThreads, type ThreadPlan } from './threads.ts';
import { DEFAULT_LIMITS, Watchdog } from './watchdog.ts';
import type { SessionResult } from '../../../shared/trace/session.ts';

export function createLiveSession(options: LiveSessionOptions): LiveSession {
  const session = new Session(options);
  const result = session.run();
  return { result, delivered: result.then(() => session.delivered()), stop: () => session.stop() };
}

class Session {
  private readonly threads: ThreadPlan[];
  private readonly origin = processTime();
  private readonly clock = sessionClock(this.origin);
  private readonly memory: WebAssembly.Memory;
  private readonly scene: Scene;
  private readonly control: Control;
  private readonly findings: Findings;
  private readonly patience: Patience;
  private readonly observer: Observer;
  /** The threads that are left wait for others that have ended. */
  private readonly stranded = new Latch<null>();
  private crew: Crew | null = null;
  /** Calls that threads are in, as long as they are. */
  private readonly calls = new Set<Promise<unknown>>();

  private ended: SessionResult['ended'] = 'stopped';
  private runMs = 0;
  private leaks: { struct: string; count: number }[] | null = null;
  private conditions: { name: string; holds: boolean }[] = [];

  constructor(private readonly options: LiveSessionOptions) {
    const { image, limits } = options;
    const { layout, program } = image;
    this.threads = planThreads(program, layout);
    this.memory = new WebAssembly.Memory({ initial: layout.pages, maximum: layout.pages, shared: true });
    const { buffer } = this.memory;
    initialiseMemory(new Int32Array(buffer), program, layout);
    const sampler = new Sampler(buffer, image, this.threads);
    const threads = this.threads.map(({ info }) => info);
    this.scene = { image, heap: sampler.heap, threads };
    this.control = new Control(buffer, this.threads);
    this.findings = new Findings(this.scene);
    this.patience = new Patience(this.findings.broken);
    this.observer = new Observer({
      sampler,
      rings: layout.ringEvents > 0 ? new TraceRings(buffer, layout, this.threads) : null,
      watchdog: new Watchdog(threads, { ...DEFAULT_LIMITS, ...limits }),
      threadCount: threads.length,
      clock: this.clock,
      everyMs: options.sampleMs ?? 50,
      snapshotStructs: options.snapshotStructs ?? [],
      onSample: options.onSample ?? (() => {}),
      onEvents: options.onEvents ?? (() => {}),
      onSuspicion: ({ kind, thread }, sample) => {
        if (kind === 'stranded') this.stranded.set(null);
        else this.findings.suspected({ kind, thread }, sample);
      },
    });
  }

  stop(): void {
    this.patience.hurry();
  }

  delivered(): Promise<void> {
    return this.observer.delivered();
  }

  async run(): Promise<SessionResult> {
    const { signal, onMeta, image, seed } = this.options;
    const stop = (): void => this.stop();
    signal?.addEventListener('abort', stop, { once: true });
    if (signal?.aborted) stop();
    onMeta?.(sessionMeta(image, seed, new Date(), this.scene.threads));
    this.observer.start();
    let note = '';
    try {
      await this.boot();
      await this.play();
      await this.check();
    } catch (error) {
      if (!(error instanceof CutOff)) throw error;
      note = await this.cutOff(error.message);
    } finally {
      signal?.removeEventListener('abort', stop);
      this.findings.close();
      this.crew?.dismiss();
    }
    return this.result(note);
  }

  private async boot(): Promise<void> {
    const { image, workerUrl, seed } = this.options;
    this.observer.enter('setup', [0]);
    const module = await WebAssembly.compile(image.wasm);
    this.control.seed(seed);
    this.crew = new Crew({ workerUrl, module, memory: this.memory, origin: this.origin, threads: this.threads });
    const ready = this.crew.ready().catch((error: Error) => this.findings.failed(this.scene.threads[0]!, { type: 'died', message: error.message }));
    await this.patience.for('setup', ready, 'the session was stopped before its threads had started');
    await this.bootCall('kernel_init', 'setup');
    await this.bootCall('setup', 'setup');
    await this.checkConditions('after setup', 'setup');
    if (this.findings.diagnoses.length > 0) throw new CutOff('a condition does not hold after setup');
  }

  private async play(): Promise<void> {
    const { durationMs, iterations } = this.options;
    const plans = this.threads.filter(({ info }) => info.kind === 'thread');
    const kernel = this.threads.filter(({ info }) => info.kind === 'kthread');
    const finished = Promise.all(plans.map((plan) => this.call(plan, plan.run, [iterations ?? 0], true))).then(() => 'iterations' as const);
    kernel.forEach((plan) => void this.call(plan, plan.run, [0], true));

    this.observer.enter('running', plans.map(({ info }) => info.index));
    const start = this.clock();
    try {
      this.crew!.openGate();
      const early = Promise.race([finished, this.patience.hurried.reached, this.findings.broken.reached]);
      this.ended = await (durationMs === undefined ? early : orAfter(early, durationMs, 'duration' as const));
      this.control.askToEnd();
      this.observer.enter('stopping');
      await this.patience.for('iteration', Promise.race([finished, this.stranded.reached]), 'threads were cut off in an iteration');
      if (this.stranded.isSet) throw new CutOff('threads were cut off that waited for others that had ended');
    } finally {
      this.runMs = (this.clock() - start) / 1e6;
    }
  }

  private async check(): Promise<void> {
    this.observer.enter('teardown', [0]);
    await this.checkConditions('when the threads have ended', 'checks');
    await this.bootCall('teardown', 'checks');
    await this.bootCall('kernel_exit', 'checks');
    this.control.askKernelToEnd();
    // A kernel thread that sleeps in a wait of its own cannot see that it should return: that is no fault of it.
    if (!(await this.patience.enough('kernel', this.allCalls()))) await this.wakeUntilEnded(() => this.control.cutOffKernel());
    if (this.findings.broken.isSet) throw new CutOff('a kernel thread failed');
    this.leaks = this.scene.heap.counts();
    this.findings.leaked(this.leaks);
  }

  private async bootCall(name: string, step: 'setup' | 'checks'): Promise<number> {
    const { entry } = this.options.image.program;
    const functions: Record<string, string | null> = { kernel_init: entry.kernelInit, setup: entry.setup, teardown: entry.teardown, kernel_exit: entry.kernelExit };
    return functions[name] === null ? 0 : this.patience.for(step, this.call(this.threads[0]!, name), `${name} did not end in time`);
  }

  private async checkConditions(when: string, step: 'setup' | 'checks'): Promise<void> {
    this.conditions = [];
    for (const [index, { name, kind }] of this.options.image.program.conditions.entries()) {
      if (kind !== 'always') continue;
      const holds = (await this.bootCall(`condition_${index}`, step)) !== 0;
      this.conditions.push({ name, holds });
      if (!holds) this.findings.conditionFailed(name, when);
    }
  }

  /** Runs an export on a thread; a failure is a finding. Resolves to what it returned. */
  private call({ info }: ThreadPlan, name: string, args: number[] = [], gated = false): Promise<number> {
    const call = this.crew!.call(info.index, name, args, gated).then((outcome) => {
      this.calls.delete(call);
      if (outcome.ok) return outcome.value;
      this.findings.failed(info, outcome.failure);
      return 0;
    });
    this.calls.add(call);
    return call;
  }

  private allCalls(): Promise<unknown> {
    return Promise.all(this.calls);
  }

  /** Ends all threads where they are; answers why the checks at the end could not be made. */
  private async cutOff(why: string): Promise<string> {
    if (this.findings.broken.isSet) this.ended = 'diagnosis';
    await this.wakeUntilEnded(() => this.control.cutOff());
    return this.findings.broken.isSet ? why : why + this.findings.cutOffs();
  }

  private async wakeUntilEnded(cut: () => void): Promise<void> {
    const ended = this.patience.enough('cutOff', this.allCalls());
    cut();
    const waking = setInterval(() => this.control.wakeSleepers(), 2);
    await ended;
    clearInterval(waking);
  }

  private result(note: string): SessionResult {
    const final = this.observer.stop();
    const { diagnoses } = this.findings;
    // A thread that crashed says nothing about the protocol.
    const violated = diagnoses.some(({ kind }) => kind !== 'crash');
    const outcome = violated ? 'violated' : this.leaks ? 'ok' : 'inconclusive';
    return { outcome, diagnoses, ended: this.ended, runMs: this.runMs, final, checks: { leaks: this.leaks, conditions: this.conditions, note } };
  }
}
