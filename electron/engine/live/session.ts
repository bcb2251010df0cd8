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
 * loop head or wait and tell where they were; then their workers are terminated. How long each step may take: patience.ts.
 */
import './branch-hints.ts';
import { Chance, type ChanceSetup } from './chance.ts';
import { CutOff, Patience } from './patience.ts';
import { processTime, sessionClock } from './clock.ts';
import type { Scene } from './explain.ts';
import { Findings } from './findings.ts';
import { heapFull } from './heap-full.ts';
import { Latch, orAfter } from './latch.ts';
import { sessionMeta } from './meta.ts';
import { Observer } from './observer.ts';
import type { LiveSession, LiveSessionOptions, Look } from './options.ts';
import { OwnTime } from './own-time.ts';
import { niceOfCrowd } from './priority.ts';
import { Probe } from './probe.ts';
import { TraceRings } from './rings.ts';
import { Sampler } from './sampler.ts';
import { reserveMemory } from '../reserve.ts';
import { Stage } from './stage.ts';
import { Traced } from './traced.ts';
import { initialiseMemory } from '../../../shared/dialect/live/layout.ts';
import { planThreads, type ThreadPlan } from './threads.ts';
import { DEFAULT_LIMITS, Watchdog } from './watchdog.ts';
import type { SessionResult } from '../../../shared/trace/session.ts';

export function createLiveSession(options: LiveSessionOptions): LiveSession {
  const session = new Session(options);
  const result = session.run();
  const delivered = result.then(() => session.delivered());
  // Not every host waits for it.
  delivered.catch(() => {});
  return { result, delivered, look: (at) => session.look(at), stop: () => session.stop() };
}

class Session {
  private readonly threads: ThreadPlan[];
  private readonly origin = processTime();
  private readonly clock = sessionClock(this.origin);
  private readonly scene: Scene;
  private readonly findings: Findings;
  private readonly patience: Patience;
  private readonly stage: Stage;
  private readonly onlooker: ChanceSetup;
  private readonly observer: Observer;
  /** The threads that are left wait for others that have ended. */
  private readonly stranded = new Latch<null>();

  private ended: SessionResult['ended'] = 'stopped';
  private runMs = 0;
  private leaks: { struct: string; count: number }[] | null = null;
  private conditions: { name: string; holds: boolean }[] = [];

  constructor(private readonly options: LiveSessionOptions) {
    const { image, limits } = options;
    const { layout, program } = image;
    this.threads = planThreads(program, layout);
    const memory = reserveMemory(layout.pages);
    const { buffer } = memory;
    initialiseMemory(new Int32Array(buffer), program, layout);
    const sampler = new Sampler(buffer, image, this.threads);
    const threads = this.threads.map(({ info }) => info);
    const rings = layout.ringEvents > 0 ? new TraceRings(buffer, layout, this.threads, image.options.whenFull === 'pause') : null;
    this.scene = { image, heap: sampler.heap, threads, buffer, rings };
    this.findings = new Findings(this.scene);
    this.patience = new Patience(this.findings.broken, (before) => new Chance(this.onlooker, before), () => new OwnTime(this.onlooker));
    const { findings, patience, origin } = this;
    // The kernel's own mostly sleep.
    const crowd = threads.filter(({ kind }) => kind === 'thread').length;
    this.stage = new Stage({ memory, origin, threads: this.threads, findings, patience, nice: Math.max(options.nice ?? 0, niceOfCrowd(crowd)) });
    this.onlooker = { buffer, threads: this.threads, control: this.stage.control };
    const watchLimits = { ...DEFAULT_LIMITS, ...limits };
    this.observer = new Observer({
      sampler,
      rings,
      traced: rings && new Traced(rings, program.events, threads.length),
      watchdog: new Watchdog(threads, watchLimits),
      probe: new Probe(this.onlooker, watchLimits.loopMs / 5),
      threadCount: threads.length,
      clock: this.clock,
      everyMs: options.sampleMs ?? 50,
      look: options.look ?? { structs: [], globals: false },
      onSample: options.onSample ?? (() => {}),
      onEvents: options.onEvents ?? (() => {}),
      paced: image.options.whenFull === 'pause',
      onSuspicion: ({ kind, ...suspicion }, sample) => {
        if (kind === 'stranded') this.stranded.set(null);
        else this.findings.suspected({ ...suspicion, kind }, sample);
      },
    });
  }

  look(at: Look): void {
    this.observer.look = at;
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
      if (!(error instanceof CutOff)) {
        this.observer.stop();
        throw error;
      }
      if (this.findings.broken.isSet) this.ended = 'diagnosis';
      await this.stage.cutOff();
      note = this.findings.broken.isSet ? error.message : error.message + this.findings.cutOffs();
    } finally {
      signal?.removeEventListener('abort', stop);
      this.findings.close();
      this.stage.dismiss();
    }
    return this.result(note);
  }

  private async boot(): Promise<void> {
    const { image, workerUrl, spare, seed } = this.options;
    this.observer.enter('setup', [0]);
    this.stage.control.seed(seed);
    const compiling = WebAssembly.compile(image.wasm);
    const module = await this.patience.for('setup', compiling, 'the session was stopped before its code was compiled');
    await this.patience.for('setup', this.stage.assemble(workerUrl, spare, module), 'the session was stopped before its threads had started');
    await this.bootCall('kernel_init', 'setup');
    await this.bootCall('setup', 'setup');
    await this.checkConditions('after setup', 'setup');
    if (this.findings.diagnoses.length > 0) throw new CutOff('a condition does not hold after setup');
  }

  private async play(): Promise<void> {
    const { durationMs, iterations } = this.options;
    const plans = this.threads.filter(({ info }) => info.kind === 'thread');
    const kernel = this.threads.filter(({ info }) => info.kind === 'kthread');
    const finished = Promise.all(plans.map((plan) => this.stage.call(plan, plan.run, [iterations ?? 0], true))).then(() => 'iterations' as const);
    kernel.forEach((plan) => void this.stage.call(plan, plan.run, [0], true));

    this.observer.enter('running', plans.map(({ info }) => info.index));
    const start = this.clock();
    try {
      this.stage.openGate();
      const early = Promise.race([finished, this.patience.hurried.reached, this.findings.broken.reached]);
      this.ended = await (durationMs === undefined ? early : orAfter(early, durationMs, 'duration' as const));
      this.stage.control.askToEnd();
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
    await this.stage.endKernelThreads();
    if (this.findings.broken.isSet) throw new CutOff('a kernel thread failed');
    this.leaks = this.scene.heap.counts();
    this.findings.writtenThroughNull(this.scene.heap.writtenThroughNull());
    this.findings.damaged(this.scene.heap.damaged());
    this.findings.leaked(this.leaks);
  }

  private async bootCall(name: string, step: 'setup' | 'checks'): Promise<number> {
    const { entry } = this.options.image.program;
    const functions: Record<string, string | null> = { kernel_init: entry.kernelInit, setup: entry.setup, teardown: entry.teardown, kernel_exit: entry.kernelExit };
    return functions[name] === null ? 0 : this.patience.for(step, this.stage.call(this.threads[0]!, name), `${name} did not end in time`);
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

  private result(note: string): SessionResult {
    const final = this.observer.stop();
    const { diagnoses } = this.findings;
    // A thread that crashed says nothing about the protocol.
    const violated = diagnoses.some(({ kind }) => kind !== 'crash');
    const full = heapFull(this.scene);
    if (full !== null) diagnoses[0]?.details.push(`Before that, ${full}.`);
    const outcome = violated ? 'violated' : this.leaks && full === null ? 'ok' : 'inconclusive';
    return { outcome, diagnoses, ended: this.ended, runMs: this.runMs, final, checks: { leaks: this.leaks, conditions: this.conditions, note: note || (violated ? '' : (full ?? '')) } };
  }
}
