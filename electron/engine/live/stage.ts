/** The threads of a session at work: calls into their code, and the ways to end them. */
import { Control } from './control.ts';
import { Crew } from './crew.ts';
import type { Findings } from './findings.ts';
import { noRoomIn } from '../reserve.ts';
import type { Patience } from './patience.ts';
import type { SpareWorkers } from './spare-workers.ts';
import type { ThreadPlan } from './threads.ts';

export interface StageSetup {
  memory: WebAssembly.Memory;
  /** The session's origin (`processTime()`). */
  origin: bigint;
  threads: readonly ThreadPlan[];
  findings: Findings;
  patience: Patience;
  /** See priority.ts. */
  nice: number;
}

export class Stage {
  readonly control: Control;
  private readonly crew = new Crew();
  /** Calls that threads are in, as long as they are. */
  private readonly calls = new Set<Promise<unknown>>();
  /** Those that wait for the gate. */
  private readonly gated: ThreadPlan[] = [];

  constructor(private readonly setup: StageSetup) {
    this.control = new Control(setup.memory.buffer, setup.threads);
  }

  /** Starts a worker for each thread; one that cannot start is a finding. Throws `NoRoom` where the machine cannot have so many. */
  async assemble(workerUrl: URL, spare: SpareWorkers | undefined, module: WebAssembly.Module): Promise<void> {
    const { memory, origin, threads, findings, nice } = this.setup;
    try {
      await this.crew.assemble({ workerUrl, spare, module, memory, origin, threads, nice });
    } catch (error) {
      const noRoom = noRoomIn((error as Error).cause);
      if (noRoom) throw noRoom;
      findings.failed(threads[0]!.info, { type: 'died', message: (error as Error).message });
    }
  }

  /** Runs an export on a thread; `gated` waits for the gate first. Resolves to what it returned; a failure is a finding. */
  call(plan: ThreadPlan, name: string, args: number[] = [], gated = false): Promise<number> {
    const { info } = plan;
    if (gated) this.gated.push(plan);
    else this.control.go(plan);
    const call = this.crew.call(info.index, name, args, gated).then((outcome) => {
      this.calls.delete(call);
      if (outcome.ok) return outcome.value;
      this.setup.findings.failed(info, outcome.failure);
      return 0;
    });
    this.calls.add(call);
    return call;
  }

  /** Lets the gated calls begin, all at once. */
  openGate(): void {
    for (const plan of this.gated.splice(0)) this.control.go(plan);
    this.crew.openGate();
  }

  /** Ends the kernel's threads. One that sleeps in a wait of its own cannot see that it should return: that is no fault of it. */
  async endKernelThreads(): Promise<void> {
    this.control.askKernelToEnd();
    if (!(await this.setup.patience.enough('kernel', this.allCalls()))) await this.wakeUntilEnded(() => this.control.cutOffKernel());
  }

  /** Ends all calls where they are, if they can be. */
  cutOff(): Promise<void> {
    return this.wakeUntilEnded(() => this.control.cutOff());
  }

  /** Ends the workers, whatever they do. */
  dismiss(): void {
    this.crew.dismiss();
  }

  private allCalls(): Promise<unknown> {
    return Promise.all(this.calls);
  }

  private async wakeUntilEnded(cut: () => void): Promise<void> {
    const ended = this.setup.patience.enough('cutOff', this.allCalls());
    cut();
    const waking = setInterval(() => this.control.wakeSleepers(), 2);
    await ended;
    clearInterval(waking);
  }
}
