/** One thread's begins and ends as whole slices, in the rows of the vocabulary. */
import { maxDepth, OpenSlices } from './openSlices.ts';
import { Phase, type Vocabulary } from './vocabulary.ts';

export interface SliceTaker {
  /** `a`: what its beginning said. */
  slice(row: number, depth: number, category: number, start: number, end: number, a: number): void;
  instant(row: number, category: number, time: number): void;
}

export class ThreadSlices {
  private time = 0;
  private readonly open: OpenSlices[];

  constructor(
    private readonly vocabulary: Vocabulary,
    private readonly taker: SliceTaker,
  ) {
    this.open = vocabulary.rows.map(() => new OpenSlices());
  }

  event(at: number, event: number, a: number, b: number, site: number): void {
    const before = this.time;
    // A clock that stepped back must not tear slices apart.
    const time = (this.time = Math.max(this.time, at));
    const { vocabulary } = this;
    const row = vocabulary.row[event]!;
    const category = vocabulary.category[event]!;
    const open = this.open[row]!;
    if (vocabulary.phase[event] === Phase.instant) this.taker.instant(row, category, time);
    else if (vocabulary.phase[event] === Phase.begin) {
      const lostItsEnd = open.newest(category, vocabulary.rows[row]!.exclusive ? null : a);
      if (lostItsEnd >= 0) {
        // One that cannot nest begins again: events were lost after the last one, of all that was open.
        if (vocabulary.rows[row]!.exclusive) this.end(before);
        else this.close(row, lostItsEnd, time);
      }
      open.begin(category, time, a, b, site);
    } else {
      const depth = open.matching(category, a);
      if (depth >= 0) this.close(row, depth, time);
    }
  }

  /** What is open then goes on until then. */
  end(time: number): void {
    this.open.forEach((open, row) => {
      for (let depth = 0; depth < maxDepth; depth++) if (open.category[depth]! >= 0) this.close(row, depth, Math.max(time, open.start[depth]!));
    });
  }

  /** What is open now, in the order in which it can be begun again. */
  eachOpen(visit: (row: number, category: number, start: number, a: number, b: number, site: number) => void): void {
    this.open.forEach((open, row) => {
      for (let depth = 0; depth < maxDepth; depth++) {
        if (open.category[depth]! >= 0) visit(row, open.category[depth]!, open.start[depth]!, open.a[depth]!, open.b[depth]!, open.site[depth]!);
      }
    });
  }

  private close(row: number, depth: number, time: number): void {
    const open = this.open[row]!;
    this.taker.slice(row, depth, open.category[depth]!, open.start[depth]!, time, open.a[depth]!);
    open.close(depth);
  }
}
