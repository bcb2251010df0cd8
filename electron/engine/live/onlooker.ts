/** Looks at a session's threads from outside: at the words of their blocks, and at what the operating system says of them. */
import { THREAD } from '../../../shared/dialect/live/abi.ts';
import { isAsleep, processorTimesOf, type ProcessorTimes } from './priority.ts';
import type { ThreadPlan } from './threads.ts';

export interface OnlookerSetup {
  buffer: ArrayBufferLike;
  threads: readonly Pick<ThreadPlan, 'block'>[];
  /** What a thread has had of the processors so far; as the operating system says unless told. */
  processorTimes?: (thread: number) => ProcessorTimes;
  /** Whether it needs no processor, so. */
  asleep?: (thread: number) => boolean;
}

export class Onlooker {
  private readonly words: Int32Array;

  constructor(private readonly setup: OnlookerSetup) {
    this.words = new Int32Array(setup.buffer);
  }

  word(thread: number, offset: number): number {
    return Atomics.load(this.words, (this.setup.threads[thread]!.block + offset) / 4);
  }

  /** Null: not known. */
  times(thread: number): ProcessorTimes | null {
    return this.setup.processorTimes?.(thread) ?? processorTimesOf(this.word(thread, THREAD.osThread));
  }

  asleep(thread: number): boolean {
    return this.setup.asleep?.(thread) ?? isAsleep(this.word(thread, THREAD.osThread));
  }
}
