/**
 * Random walk: each step is taken by any of the threads that can go, all equally likely. (West, "Protocol Validation by Random
 * State Exploration", 1986.)
 */
import { CHOICES, randomNumbers, type Scheduler } from './scheduler.ts';

export class RandomWalk implements Scheduler {
  private readonly random: () => number;

  constructor(seed: number) {
    this.random = randomNumbers(seed);
  }

  begin(): void {}

  next(ready: readonly number[]): number {
    return ready[this.random() % ready.length]!;
  }

  choice(): number {
    return this.random() % CHOICES;
  }
}
