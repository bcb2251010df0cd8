/** Answers about all of a recording's events, bit by bit: asked again, it goes on; asked no more, it stands still. */
import type { FoundEvent, Moment } from '../../../shared/recording/find.ts';
import type { WholeContention, WholeLines } from '../../../shared/recording/whole.ts';
import type { TimeRange } from '../../../shared/trace/time-range.ts';
import type { SessionFile } from '../session-file.ts';
import { ContentionPass } from './contention.ts';
import { Finder } from './finder.ts';
import { LinesPass } from './lines.ts';

/** Blocks of one answer: some tenth of a second. */
const AT_ONCE = 8;
const ALL: TimeRange = { start: -Infinity, end: Infinity };

export class Whole {
  private finder: Finder | null = null;
  private readonly contended: Kept<WholeContention>;
  private readonly summed: Kept<WholeLines>;

  constructor(private readonly file: SessionFile) {
    this.contended = new Kept((range) => new ContentionPass(file, range));
    this.summed = new Kept((range) => new LinesPass(file, range));
  }

  /** As `Finder.find`. */
  find(words: string, first: number, count: number, from: Moment, direction: 1 | -1): Promise<{ counts: number[]; nearest: FoundEvent | null }> {
    if (this.finder?.words !== words) this.finder = new Finder(this.file, words);
    return this.finder.find(first, count, from, direction);
  }

  /** Of all of it when `range` is null. */
  contention(range: TimeRange | null): Promise<WholeContention> {
    return this.contended.further(range ?? ALL);
  }

  lines(range: TimeRange): Promise<WholeLines> {
    return this.summed.further(range);
  }
}

/** What was made of the range that was asked for last. */
class Kept<Told> {
  private pass: { range: TimeRange; further(blocks: number): Promise<Told> } | null = null;
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly begin: (range: TimeRange) => { further(blocks: number): Promise<Told> }) {}

  /** One after the other: a pass has one place where it stands. */
  further(range: TimeRange): Promise<Told> {
    const told = this.last.then(() => {
      if (this.pass?.range.start !== range.start || this.pass.range.end !== range.end) {
        const pass = this.begin(range);
        this.pass = { range, further: (blocks) => pass.further(blocks) };
      }
      return this.pass.further(AT_ONCE);
    });
    this.last = told.catch(() => {});
    return told;
  }
}
