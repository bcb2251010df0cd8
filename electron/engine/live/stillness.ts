/**
 * Whether all threads of a session sleep for good: each until another one wakes it, and none has run, or could have, since this was made.
 *
 * ```
 *   made ──► A asleep, its time on a processor read ── B … ──► lasts? A asleep still, its time the same ── B …
 * ```
 * Whoever had been woken in between would be ready, or have run; and who woke it would have run. So nobody is left to wake anybody. To
 * wake them oneself, to make sure, would hide that a wake-up was lost.
 */
import { STATUS, THREAD } from '../../../shared/dialect/live/abi.ts';
import { Onlooker, type OnlookerSetup } from './onlooker.ts';

export class Stillness {
  private readonly onlooker: Onlooker;
  private readonly before: readonly string[];

  constructor(private readonly setup: OnlookerSetup) {
    this.onlooker = new Onlooker(setup);
    this.before = this.readAll();
  }

  /** Whether it was still to begin with; not where nobody says when a thread runs. */
  get began(): boolean {
    return !this.before.includes(MAY_RUN);
  }

  get lasts(): boolean {
    return this.began && this.readAll().every((text, thread) => text === this.before[thread]);
  }

  private readAll(): string[] {
    return this.setup.threads.map((_, thread) => this.read(thread));
  }

  private read(thread: number): string {
    switch (this.onlooker.word(thread, THREAD.status)) {
      // A poll wakes by itself.
      case STATUS.running: case STATUS.polling: return MAY_RUN;
      case STATUS.sleeping: {
        const times = this.onlooker.times(thread);
        return times && this.onlooker.asleep(thread) ? `${times.ranMs} ${this.onlooker.word(thread, THREAD.sleeps)}` : MAY_RUN;
      }
      default: return '';
    }
  }
}

const MAY_RUN = 'may run';
