/**
 * A session's trace, summed up: for each row of the timeline, so many slices in a row (in both senses) as one node. Of any length, it
 * has a size that is bounded: a row that has as many nodes as it may halves them, two and two.
 *
 * ```
 *   slices   ▮▮ ▮ ▮▮▮  ▮ ▮▮▮▮ ▮   ▮▮▮
 *   nodes    [── 64 ──][── 64 ──][──      then, when there are too many:  [──── 128 ────]
 * ```
 */
import { ThreadSlices, type SliceTaker } from '../../trace/slices.ts';
import { vocabularyOf, type Vocabulary } from '../../trace/vocabulary.ts';

/** Of one row: columns with a value for each node. Times in ns. */
export interface OverviewRow {
  thread: number;
  /** Index into the vocabulary's rows. */
  row: number;
  depth: number;
  /** Of the row: `slices` and `busy` have so many values for each node. */
  categories: number;
  count: number;
  start: Float64Array;
  end: Float64Array;
  slices: Uint32Array;
  busy: Float64Array;
}

/** Slices of a node at first. */
const FIRST_GRAIN = 64;
/** Of a row. */
const MOST_NODES = 1 << 14;
const LEAST_NODES = 16;
/** Of all nodes together, were all rows full; rows that are nested deeper have an eighth each. */
const MOST_BYTES = 24 << 20;

export class OverviewBuilder {
  readonly vocabulary: Vocabulary;
  private readonly threads: ThreadSlices[];
  private readonly rows = new Map<number, RowBuilder>();
  private readonly mostNodes: number;

  /** `threads`: how many; `events`: their names. */
  constructor(threads: number, events: readonly string[], mostBytes = MOST_BYTES) {
    this.vocabulary = vocabularyOf(events);
    const bytes = this.vocabulary.rows.reduce((sum, { categories }) => sum + bytesOf(categories.length), 0);
    this.mostNodes = Math.min(Math.max(Math.floor(mostBytes / Math.max(1, threads * bytes)), LEAST_NODES), MOST_NODES);
    this.threads = Array.from({ length: threads }, (_, thread) => new ThreadSlices(this.vocabulary, this.taker(thread)));
  }

  event(time: number, event: number, thread: number, a: number, b: number, site: number): void {
    this.threads[thread]!.event(time, event, a, b, site);
  }

  /** What has begun and not ended, thread by thread. */
  eachOpen(visit: (thread: number, row: number, category: number, start: number, a: number, b: number, site: number) => void): void {
    this.threads.forEach((slices, thread) => slices.eachOpen((...slice) => visit(thread, ...slice)));
  }

  /** What is open ends then (ns). Nothing may follow. */
  end(time: number): void {
    for (const slices of this.threads) slices.end(time);
  }

  /** Of all that has ended, by thread, row and depth. */
  whole(): OverviewRow[] {
    return [...this.rows.values()].map((row) => row.whole()).sort((x, y) => x.thread - y.thread || x.row - y.row || x.depth - y.depth);
  }

  private taker(thread: number): SliceTaker {
    const add = (row: number, depth: number, category: number, start: number, end: number): void => {
      const key = (thread * 256 + row) * 16 + depth;
      let builder = this.rows.get(key);
      if (!builder) {
        const most = depth === 0 ? this.mostNodes : Math.max(this.mostNodes >> 3, LEAST_NODES);
        this.rows.set(key, (builder = new RowBuilder(thread, row, depth, this.vocabulary.rows[row]!.categories.length, most)));
      }
      builder.add(category, start, end);
    };
    return { slice: add, instant: (row, category, time) => add(row, 0, category, time, time) };
  }
}

function bytesOf(categories: number): number {
  return 16 + 12 * categories;
}

class RowBuilder implements OverviewRow {
  count = 0;
  start = new Float64Array(0);
  end = new Float64Array(0);
  slices = new Uint32Array(0);
  busy = new Float64Array(0);
  private grain = FIRST_GRAIN;
  /** Slices of the newest node. */
  private filled = FIRST_GRAIN;

  constructor(
    readonly thread: number,
    readonly row: number,
    readonly depth: number,
    readonly categories: number,
    private readonly most: number,
  ) {}

  add(category: number, start: number, end: number): void {
    if (this.filled === this.grain) this.open(start);
    const node = this.count - 1;
    // Slices of a row follow each other; what was lost between them must not make them overlap.
    this.end[node] = Math.max(this.end[node]!, end);
    const sum = node * this.categories + category;
    this.slices[sum]!++;
    this.busy[sum]! += end - start;
    this.filled++;
  }

  whole(): OverviewRow {
    const { thread, row, depth, categories, count } = this;
    return {
      thread, row, depth, categories, count,
      start: this.start.subarray(0, count), end: this.end.subarray(0, count),
      slices: this.slices.subarray(0, count * categories), busy: this.busy.subarray(0, count * categories),
    };
  }

  private open(start: number): void {
    if (this.count === this.most) this.halve();
    // Halving an even number of nodes leaves the newest one full.
    if (this.count === this.start.length) this.grow();
    this.start[this.count] = this.end[this.count] = Math.max(start, this.count > 0 ? this.end[this.count - 1]! : start);
    this.count++;
    this.filled = 0;
  }

  private halve(): void {
    const { categories } = this;
    const half = this.count >> 1;
    for (let to = 0; to < half; to++) {
      this.start[to] = this.start[2 * to]!;
      this.end[to] = this.end[2 * to + 1]!;
      for (let c = 0; c < categories; c++) {
        const from = 2 * to * categories + c;
        this.slices[to * categories + c] = this.slices[from]! + this.slices[from + categories]!;
        this.busy[to * categories + c] = this.busy[from]! + this.busy[from + categories]!;
      }
    }
    this.slices.fill(0, half * categories);
    this.busy.fill(0, half * categories);
    this.count = half;
    this.grain *= 2;
    this.filled = this.grain;
  }

  private grow(): void {
    const nodes = Math.min(Math.max(64, this.start.length * 2), this.most);
    this.start = grown(this.start, nodes);
    this.end = grown(this.end, nodes);
    this.slices = grown(this.slices, nodes * this.categories);
    this.busy = grown(this.busy, nodes * this.categories);
  }
}

function grown<T extends Float64Array | Uint32Array>(column: T, length: number): T {
  const larger = new (column.constructor as new (length: number) => T)(length);
  larger.set(column as never);
  return larger;
}
