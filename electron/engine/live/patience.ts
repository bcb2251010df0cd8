/** How long a session waits for its threads: as long as is reasonable, but 100 ms in all from the moment it is told to stop. */
import { Latch, orAfter } from './latch.ts';

export type Step = 'setup' | 'iteration' | 'checks' | 'kernel' | 'cutOff';

const FOREVER = 2 ** 31 - 1;
/** ms for each step. The person's code may take its time: the watchdog sees when it gets nowhere. */
const PATIENT: Record<Step, number> = { setup: FOREVER, iteration: FOREVER, checks: FOREVER, kernel: 20, cutOff: 100 };
/** ms since the stop at which each step must be over; what is left of 100 is for a busy machine. */
const HURRIED: Record<Step, number> = { setup: 0, iteration: 30, checks: 55, kernel: 60, cutOff: 72 };

/** Thrown to leave what a session is doing and end its threads where they are. The message says what is left undone. */
export class CutOff extends Error {}

export class Patience {
  /** Someone asked to stop. */
  readonly hurried = new Latch<'stopped'>();
  private hurriedAt = 0;

  /** `broken`: a finding, after which only `enough` still waits. */
  constructor(private readonly broken: Latch<'diagnosis'>) {}

  hurry(): void {
    if (this.hurried.isSet) return;
    this.hurriedAt = performance.now();
    this.hurried.set('stopped');
  }

  /** Waits for `work`. Throws `CutOff` when something is found meanwhile, or with `otherwise` when it takes too long. */
  async for<T>(step: Step, work: Promise<T>, otherwise: string): Promise<T> {
    const done = work.then((value) => ({ value }));
    const found = this.broken.reached.then(() => null);
    const result = await this.limit(step, Promise.race([done, found]));
    if (this.broken.isSet) throw new CutOff('the session ended with a finding');
    if (!result) throw new CutOff(otherwise);
    return result.value;
  }

  /** Whether `work` ends in time. */
  async enough(step: Step, work: Promise<unknown>): Promise<boolean> {
    return (await this.limit(step, work.then(() => true))) ?? false;
  }

  private limit<T>(step: Step, work: Promise<T>): Promise<T | null> {
    const hurry = this.hurried.reached.then(() => {
      const left = HURRIED[step] - (performance.now() - this.hurriedAt);
      return left > 0 ? orAfter(work, left, null) : null;
    });
    return orAfter(Promise.race([work, hurry]), PATIENT[step], null);
  }
}
