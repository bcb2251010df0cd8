/** The worker threads of one session. */
import { Worker } from 'node:worker_threads';
import type { SpareWorkers } from './spare-workers.ts';
import type { ThreadPlan } from './threads.ts';
import type { CallOutcome, WorkerCall, WorkerMessage, WorkerSetup } from './protocol.ts';

export interface CrewSetup {
  workerUrl: URL;
  spare: SpareWorkers | undefined;
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  origin: bigint;
  nice: number;
  threads: readonly ThreadPlan[];
}

interface Member {
  worker: Worker;
  ready: Promise<void>;
  /** Settles the call that runs; undefined when none does. */
  settle?: (outcome: CallOutcome) => void;
  /** Why it is gone, once it is. */
  death?: string;
}

export class Crew {
  private readonly members: Member[] = [];
  private readonly gate = new Int32Array(new SharedArrayBuffer(4));
  private dismissed = false;

  /** Resolves when every thread is up; rejects when one cannot start. */
  async assemble(setup: CrewSetup): Promise<void> {
    for (const thread of setup.threads) {
      if (this.dismissed) return;
      this.members.push(this.hire(setup, thread));
      // To start a worker takes some ms: whoever wants to stop, or to be drawn, gets his turn.
      await new Promise(setImmediate);
    }
    await Promise.all(this.members.map((member) => member.ready));
  }

  /** Runs an export of the code on a thread; never rejects. */
  call(thread: number, name: string, args: number[] = [], gated = false): Promise<CallOutcome> {
    const member = this.members[thread]!;
    return new Promise((resolve) => {
      if (member.death !== undefined) return resolve(died(member.death));
      member.settle = resolve;
      member.worker.postMessage({ name, args, gated } satisfies WorkerCall);
    });
  }

  /** Lets the gated calls begin, all at once. */
  openGate(): void {
    Atomics.store(this.gate, 0, 1);
    Atomics.notify(this.gate, 0);
  }

  /** Ends the threads wherever they are. Calls that still run are lost, as `died`. */
  dismiss(): void {
    this.dismissed = true;
    for (const member of this.members) {
      member.death ??= 'the thread was ended';
      void member.worker.terminate();
    }
  }

  private hire({ workerUrl, spare, module, memory, origin, nice }: CrewSetup, { info, block, instance, stop }: ThreadPlan): Member {
    const worker = spare?.take() ?? new Worker(workerUrl, { name: info.name });
    worker.postMessage({ module, memory, block, thread: info.index, instance, stop, origin, gate: this.gate, nice } satisfies WorkerSetup);
    let started!: () => void;
    let failed!: (error: Error) => void;
    const ready = new Promise<void>((resolve, reject) => {
      started = resolve;
      failed = reject;
    });
    // Whoever awaits `ready()` hears of it; a session that is stopped before may not.
    ready.catch(() => {});
    const member: Member = { worker, ready };

    const settle = (outcome: CallOutcome): void => {
      const waiting = member.settle;
      delete member.settle;
      waiting?.(outcome);
    };
    const bury = (message: string, cause?: unknown): void => {
      member.death ??= message;
      failed(new Error(message, { cause }));
      settle(died(member.death));
    };
    worker.on('message', (message: WorkerMessage) => {
      if (message.type === 'ready') started();
      else settle(message.type === 'returned' ? { ok: true, value: message.value } : { ok: false, failure: message.failure });
    });
    worker.on('error', (error) => bury(error instanceof Error ? error.message : String(error), error));
    worker.on('exit', (code) => bury(`its worker thread ended by itself (exit code ${code})`));
    return member;
  }
}

function died(message: string): CallOutcome {
  return { ok: false, failure: { type: 'died', message } };
}
