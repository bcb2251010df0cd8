/** What a range of time of a recording holds, by thread and category, from all of its events. */
import type { WholeLines } from '../../../shared/recording/whole.ts';
import { RangeTally } from '../../../shared/trace/range-lines.ts';
import type { TimeRange } from '../../../shared/trace/time-range.ts';
import { vocabularyOf } from '../../../shared/trace/vocabulary.ts';
import type { SessionFile } from '../session-file.ts';
import { Pass } from './pass.ts';

export class LinesPass {
  private readonly tally: RangeTally;
  private readonly pass: Pass;

  constructor(file: SessionFile, range: TimeRange) {
    const { threads, events } = file.contents.meta.session;
    const vocabulary = vocabularyOf(events);
    const tally = (this.tally = new RangeTally(threads, vocabulary, range));
    this.pass = new Pass(file, range, {
      vocabulary,
      wants: () => true,
      takerOf: (thread) => ({
        slice: (row, _depth, category, start, end) => tally.slice(thread, row, category, start, end),
        instant: (row, category, time) => tally.instant(thread, row, category, time),
      }),
      unended: (thread, row, category, start) => tally.unended(thread, row, category, start),
    });
  }

  /** Throws `RecordingError`. */
  async further(blocks: number): Promise<WholeLines> {
    await this.pass.further(blocks);
    return { share: this.pass.share, lines: this.tally.list() };
  }
}
