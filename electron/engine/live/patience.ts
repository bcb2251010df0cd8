/** How long a session waits for its threads: as long as is reasonable, but 100 ms in all once it is told to stop, if the machine has time for it. */
import type { Chance } from './chance.ts';
import { Latch, orAfter } from './latch.ts';
import type { OwnTime } from './own-time.ts';

export type Step = 'setup' | 'iteration' | 'checks' | 'kernel' | 'cutOff';

const FOREVER = 2 ** 31 - 1;
/** ms for each step. The person's code may take its time: the watchdog sees when it gets nowhere. */
const PATIENT: Record<Step, number> = { setup: FOREVER, iteration: FOREVER, checks: FOREVER, kernel: 20, cutOff: 100 };
/**
 * The same from when it is told to stop, or from when the step begins after that: somewhat less than 100 in all. What one step does not
 * need the next one may have: most iterations end at once, and taking everything down may be slow.
 */
const HURRIED: Record<Step, number> = { setup: 0, iteration: 30, checks: 25, kernel: 10, cutOff: 20 };
/**
 * A machine that has other things to do may give the threads no processor in that time: they are then waited for until each has
 * had the time for its own (own-time.ts), and its chance (chance.ts), and as long as some get on; but no longer than this, ms.
 */
const BUSY = 10_000;
/** Processor time (ms) in which a thread that runs could have ended, and how often it is looked whether it has had it. Taking everything down is compiled then, for the first time. */
const SHARE: Record<Step, number> = { setup: 10, iteration: 10, checks: 100, kernel: 10, cutOff: 10 };
const LOOK = 4;
/**
 * How often all that wait look again before they are taken to wait for ever: one that was woken by what another did last, before that one
 * went to sleep as it had slept before, may have had no processor since.
 */
const LOOKS = 3;

/** Thrown to leave what a session is doing and end its threads where they are. The message says what is left undone. */
export class CutOff extends Error {}

interface Hurried {
  /** When it began, and how long it may take, ms. */
  at: number;
  ms: number;
  /** What was the threads' own of the time since. */
  own: OwnTime;
}

const late = Symbol('late');
const hurry = Symbol('hurry');

export class Patience {
  /** Someone asked to stop. */
  readonly hurried = new Latch<'stopped'>();
  /** The steps so far that were in a hurry, and the one that began last. */
  private readonly began = new Map<Step, Hurried>();
  private latest: Hurried | null = null;

  /** `broken`: a finding, after which only `enough` still waits. `giveChance`: to all threads, from now on; those that run all the time have it since `before`. `ownTime`: of all, from now on. */
  constructor(
    private readonly broken: Latch<'diagnosis'>,
    private readonly giveChance: (before?: Chance) => Chance,
    private readonly ownTime: () => OwnTime,
  ) {}

  hurry(): void {
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

  private async limit<T>(step: Step, work: Promise<T>): Promise<T | null> {
    const own = this.ownTime();
    const inHurry = this.hurried.reached.then((): typeof hurry => hurry);
    const result = await orAfter<Awaited<T> | typeof hurry, typeof late>(Promise.race([work, inHurry]), PATIENT[step], late);
    if (result === hurry) return this.hurriedly(step, work);
    return result === late ? this.untilAllHadAChance(step, work, own, PATIENT[step]) : result;
  }

  private async hurriedly<T>(step: Step, work: Promise<T>): Promise<T | null> {
    if (HURRIED[step] === 0) return null;
    const { at, ms, own } = this.began.get(step) ?? this.begin(step);
    const left = ms - (performance.now() - at);
    const result = left > 0 ? await orAfter<T, typeof late>(work, left, late) : late;
    return result === late ? this.untilAllHadAChance(step, work, own, ms) : result;
  }

  private begin(step: Step): Hurried {
    const at = performance.now();
    const spare = this.latest ? Math.max(0, this.latest.ms - (at - this.latest.at)) : 0;
    this.latest = { at, ms: HURRIED[step] + spare, own: this.ownTime() };
    this.began.set(step, this.latest);
    return this.latest;
  }

  private async untilAllHadAChance<T>(step: Step, work: Promise<T>, own: OwnTime, ownMs: number): Promise<T | null> {
    const end = performance.now() + BUSY;
    let chance = this.giveChance();
    for (let looks = 1; ; ) {
      // What has come while this thread was at something else is heard of before the timer.
      const result = await orAfter<T, typeof late>(work, LOOK, late);
      if (result !== late) return result;
      if (performance.now() > end) return null;
      const had = chance.had(SHARE[step]) && own.leastMs >= ownMs;
      if (chance.someGotOn) [chance, looks] = [this.giveChance(), 1];
      else if (had && looks === LOOKS) return null;
      else if (had) [chance, looks] = [this.giveChance(chance), looks + 1];
    }
  }
}
