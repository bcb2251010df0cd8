/** Who chooses the next step of a schedule, where schedules are tried one by one instead of all. */
export interface Scheduler {
  /** A new schedule begins, of these threads. */
  begin(threads: readonly number[]): void;
  /** Which of those that can go is to go next. */
  next(ready: readonly number[]): number;
  /** Which of its choices a step takes, should it have any: a number of which the step uses as much as it needs. */
  choice(): number;
}

/** Numbers below 2^32, the same for the same seed on every machine (Marsaglia, "Xorshift RNGs", 2003). */
export function randomNumbers(seed: number): () => number {
  let state = seed >>> 0 || 0x9e3779b9;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>>= 0);
  };
}

/** Choices are drawn from so many: no step has more. */
export const CHOICES = 1 << 20;
