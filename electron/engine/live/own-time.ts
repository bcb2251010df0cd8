/**
 * How much of the time since it was made was the threads' own: all but what they waited for a processor. On a machine with a processor
 * for each that is the time that has passed; on any other a thread can be told from one that had no chance.
 */
import { STATUS, THREAD } from '../../../shared/dialect/live/abi.ts';
import { Onlooker, type OnlookerSetup } from './onlooker.ts';

export class OwnTime {
  private readonly onlooker: Onlooker;
  private readonly began = performance.now();
  private readonly delayedBefore: number[];

  constructor(setup: OnlookerSetup) {
    this.onlooker = new Onlooker(setup);
    this.delayedBefore = setup.threads.map((_, thread) => this.delayedMs(thread));
  }

  /** Of the thread that had least of it and runs, ms. */
  get leastMs(): number {
    const passed = performance.now() - this.began;
    const delays = this.delayedBefore.map((before, thread) => (this.onlooker.word(thread, THREAD.status) === STATUS.running ? this.delayedMs(thread) - before : 0));
    return passed - Math.max(0, ...delays);
  }

  /** Where nobody says, a thread is taken to have had a processor. */
  private delayedMs(thread: number): number {
    return this.onlooker.times(thread)?.delayedMs ?? 0;
  }
}
