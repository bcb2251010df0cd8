/** Who waited for which lock, from all events of a recording's range of time. */
import type { WholeContention } from '../../../shared/recording/whole.ts';
import { ContentionTally } from '../../../shared/trace/contention.ts';
import type { TimeRange } from '../../../shared/trace/time-range.ts';
import { isWait, vocabularyOf } from '../../../shared/trace/vocabulary.ts';
import type { SessionFile } from '../session-file.ts';
import { Pass } from './pass.ts';

/** Each takes up to 14 KB. */
const MOST_LOCKS = 4096;
/** Of one answer. */
const TOLD_LOCKS = 100;

export class ContentionPass {
  private readonly tally: ContentionTally;
  private readonly pass: Pass;

  constructor(file: SessionFile, range: TimeRange) {
    const { threads, events } = file.contents.meta.session;
    const vocabulary = vocabularyOf(events);
    const tally = (this.tally = new ContentionTally(threads, { range, mostLocks: MOST_LOCKS }));
    const names = vocabulary.rows.map(({ categories, instants }) => categories.map(({ name }) => (!instants && isWait(name) ? name : null)));
    const wake = events.indexOf('wake');
    this.pass = new Pass(file, range, {
      vocabulary,
      wants: (event) => names[vocabulary.row[event]!]![vocabulary.category[event]!] !== null,
      takerOf: (thread) => ({
        slice: (row, _depth, category, start, end, a) => tally.wait(thread, names[row]![category]!, a, start, end),
        instant() {},
      }),
      event(time, event, thread, a) {
        if (event === wake) tally.wake(a, thread, time);
      },
      settled: (before) => tally.settle(before),
      unended: (_thread, row, category, start, a) => tally.waiting(names[row]![category]!, a, start),
    });
  }

  /** Throws `RecordingError`. */
  async further(blocks: number): Promise<WholeContention> {
    await this.pass.further(blocks);
    const locks = this.tally.list(TOLD_LOCKS);
    return { share: this.pass.share, locks, more: this.tally.size - locks.length, forgotten: { ...this.tally.forgotten } };
  }
}
