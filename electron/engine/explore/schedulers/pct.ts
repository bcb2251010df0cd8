/**
 * PCT: threads have random priorities, and the highest that can go goes; at `depth` - 1 random steps the running thread's
 * priority falls below all others. A bug that needs `depth` orderings among `n` threads and `k` steps is found by one schedule with
 * a probability of at least 1 / (n k^(depth-1)). (Burckhardt, Kothari, Musuvathi, Nagarakatte, "A Randomized Scheduler with
 * Probabilistic Guarantees of Finding Bugs", ASPLOS 2010.)
 *
 * The length of a schedule, which the change points are drawn from, is taken from the longest one so far. A thread of the kernel
 * that polls would starve the others at a high priority, so who has gone on for long without anybody else falls too.
 */
import { CHOICES, randomNumbers, type Scheduler } from './scheduler.ts';

const FIRST_LENGTH = 500;
/** Steps in a row after which a thread is taken to poll. */
const POLLS = 2000;

export class Pct implements Scheduler {
  private readonly random: () => number;
  private readonly priority = new Map<number, number>();
  private readonly changes = new Set<number>();
  private lowest = 0;
  private longest = FIRST_LENGTH;
  private step = 0;
  private running = -1;
  private inARow = 0;

  constructor(
    seed: number,
    private readonly depth: number,
  ) {
    this.random = randomNumbers(seed);
  }

  begin(threads: readonly number[]): void {
    this.longest = Math.max(this.longest, this.step);
    this.step = 0;
    this.lowest = 0;
    this.inARow = 0;
    this.priority.clear();
    // Any order of the threads is as likely as any other.
    const left = [...threads];
    while (left.length > 0) this.priority.set(left.splice(this.random() % left.length, 1)[0]!, left.length);
    this.changes.clear();
    for (let i = 1; i < this.depth; i++) this.changes.add(1 + (this.random() % this.longest));
  }

  next(ready: readonly number[]): number {
    this.step++;
    let chosen = this.highest(ready);
    if (this.changes.has(this.step) || (chosen === this.running && this.inARow > POLLS)) {
      this.priority.set(chosen, --this.lowest);
      chosen = this.highest(ready);
    }
    this.inARow = chosen === this.running ? this.inARow + 1 : 0;
    this.running = chosen;
    return chosen;
  }

  choice(): number {
    return this.random() % CHOICES;
  }

  private highest(ready: readonly number[]): number {
    return ready.reduce((best, t) => (this.priority.get(t)! > this.priority.get(best)! ? t : best));
  }
}
