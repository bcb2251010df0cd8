/** The session's hand on its threads: seeds, stop words, wake-ups. All of it is words in the shared memory. */
import { CONTROL, STATUS, THREAD } from '../../../shared/dialect/live/abi.ts';
import type { ThreadPlan } from './threads.ts';

export class Control {
  private readonly words: Int32Array;

  constructor(
    buffer: ArrayBufferLike,
    private readonly threads: readonly ThreadPlan[],
  ) {
    this.words = new Int32Array(buffer);
  }

  /** Gives each thread its own sequence of `pick`s. */
  seed(seed: number): void {
    for (const { info, block } of this.threads) this.words[(block + THREAD.random) / 4] = threadSeed(seed, info.index);
  }

  /** A thread that is told to go runs from then on, though it may have to wait for a processor: it has had no chance before (chance.ts). */
  go({ block }: Pick<ThreadPlan, 'block'>): void {
    Atomics.store(this.words, (block + THREAD.status) / 4, STATUS.running);
  }

  /** Scenario threads end after the iteration they are in. Who waits at the tracer's gate begins no other. */
  askToEnd(): void {
    Atomics.store(this.words, CONTROL.stop / 4, 1);
    Atomics.store(this.words, CONTROL.gate / 4, 0);
    Atomics.notify(this.words, CONTROL.gate / 4);
  }

  /** Kernel threads return; those that sleep are woken to see it. */
  askKernelToEnd(): void {
    Atomics.store(this.words, CONTROL.kstop / 4, 1);
    this.wakeSleepers();
  }

  /** All threads fail with FAIL.stopped at their next loop head or wait. Repeat `wakeSleepers` until they have. */
  cutOff(): void {
    Atomics.store(this.words, CONTROL.stop / 4, 2);
    Atomics.store(this.words, CONTROL.kstop / 4, 2);
    this.wakeSleepers();
  }

  /** Kernel threads only. */
  cutOffKernel(): void {
    Atomics.store(this.words, CONTROL.kstop / 4, 2);
    this.wakeSleepers();
  }

  /** A thread writes down where it sleeps just before it does, so one call may come too early for it. */
  wakeSleepers(): void {
    for (const { block } of this.threads) {
      const status = Atomics.load(this.words, (block + THREAD.status) / 4);
      if (status !== STATUS.sleeping && status !== STATUS.polling) continue;
      const address = Atomics.load(this.words, (block + THREAD.waitAddress) / 4) >>> 0;
      if (address % 4 === 0 && address / 4 < this.words.length) Atomics.notify(this.words, address / 4);
    }
  }
}

/** A well-mixed non-zero word for each seed and thread (the finaliser of MurmurHash3). */
export function threadSeed(seed: number, thread: number): number {
  let hash = (seed ^ Math.imul(thread + 1, 0x9e3779b9)) | 0;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) || 1;
}
