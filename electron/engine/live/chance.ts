/**
 * Whether the threads of a session have had a chance to get on. On a machine that has other things to do, a thread that was
 * woken sleeps on for long, as far as one can see, and one that runs gets nowhere.
 *
 * ```
 *   all that wait are woken ──► each has looked again, and sleeps again or goes on
 *   a thread that runs      ──► has had its share of processor time
 * ```
 * Waking is harmless: a wait may end for no reason, and who waits looks again. Nor is it progress: until then it waits on.
 */
import { STATUS, THREAD } from '../../../shared/dialect/live/abi.ts';
import type { Control } from './control.ts';
import { Onlooker, type OnlookerSetup } from './onlooker.ts';

export interface ChanceSetup extends OnlookerSetup {
  control: Pick<Control, 'wakeSleepers'>;
}

/** Processor time (ms) that to look again never takes. Who has had more since it was woken is at something else. */
const LOOK_MS = 10;

/** A chance begins when it is made. */
export class Chance {
  private readonly onlooker: Onlooker;
  /** How often each thread that waits has gone to sleep; undefined for the others. */
  private readonly sleeps: (number | undefined)[];
  /** Processor time of each thread until then, and of the whole process, ms. */
  private readonly usedMs: (number | null)[];
  private readonly processMs = processMs();
  private readonly open: number;
  /** Where each thread went to sleep last. */
  private readonly places: string;

  /** `before`: the chance that threads have had until now; those that have run since then, and run, have this one since then, too. */
  constructor(private readonly setup: ChanceSetup, before?: Chance) {
    this.onlooker = new Onlooker(setup);
    this.sleeps = setup.threads.map((_, thread) => (this.waits(thread) ? this.word(thread, THREAD.sleeps) : undefined));
    this.usedMs = setup.threads.map((_, thread) => (before && before.sleeps[thread] === undefined && !this.waits(thread) ? before.usedMs[thread]! : this.processorMs(thread)));
    this.open = this.countOpen();
    this.places = this.readPlaces();
    setup.control.wakeSleepers();
  }

  /** Whether all that waited when it began have looked again, and have gone to sleep again. */
  get looked(): boolean {
    return this.sleeps.every((before, thread) => before === undefined || before !== this.word(thread, THREAD.sleeps));
  }

  /** Whether a thread that was woken to look runs for no other reason, as far as one can see. */
  looking(thread: number): boolean {
    const before = this.sleeps[thread];
    return before !== undefined && before === this.word(thread, THREAD.sleeps) && this.usedSince(thread) < LOOK_MS;
  }

  /** Whether every thread has had it, `shareMs` being that of one that runs. */
  had(shareMs: number): boolean {
    return this.sleeps.every((before, thread) => before === undefined || !this.waits(thread) || before !== this.word(thread, THREAD.sleeps)) && this.ran(shareMs);
  }

  /** Whether those that run have had so much processor time each, ms. */
  ran(shareMs: number): boolean {
    return this.usedMs.every((_, thread) => this.word(thread, THREAD.status) !== STATUS.running || this.usedSince(thread) >= shareMs);
  }

  /** Whether a thread has come to its end since, or gone to sleep somewhere else. */
  get someGotOn(): boolean {
    return this.countOpen() < this.open || this.readPlaces() !== this.places;
  }

  private readPlaces(): string {
    return this.setup.threads.map((_, thread) => `${this.word(thread, THREAD.waitSite)} ${this.word(thread, THREAD.waitAddress)}`).join();
  }

  private countOpen(): number {
    return this.count((status) => status === STATUS.running || status === STATUS.sleeping || status === STATUS.polling);
  }

  private count(counts: (status: number) => boolean): number {
    return this.setup.threads.filter((_, thread) => counts(this.word(thread, THREAD.status))).length;
  }

  private processorMs(thread: number): number | null {
    return this.onlooker.times(thread)?.ranMs ?? null;
  }

  /** Processor time that a thread has had since, ms. Where nobody says: all that this process has had, in equal parts. */
  private usedSince(thread: number): number {
    const now = this.processorMs(thread);
    const before = this.usedMs[thread]!;
    return now !== null && before !== null ? now - before : (processMs() - this.processMs) / Math.max(1, this.count((status) => status === STATUS.running));
  }

  private waits(thread: number): boolean {
    const status = this.word(thread, THREAD.status);
    return status === STATUS.sleeping || status === STATUS.polling;
  }

  private word(thread: number, offset: number): number {
    return this.onlooker.word(thread, offset);
  }
}

function processMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}
