/**
 * One row as it is drawn: runs of pixels of one colour. A slice that is wide enough is a segment of its own; shorter ones that
 * share a column of pixels are summed up, in the colour of what took most of its time and as strong as the time that was taken.
 *
 * ```
 *   slices   ▏▏▏ ▏▏    ▕████████████▏   ▏
 *   columns  ┆▓▓┆▒▒┆░░┆████████████┆  ┆░░┆
 * ```
 * Columns are aligned to multiples of their time, not to the view's edge: panning moves them and does not reshuffle them.
 */
import { openSlice } from '../model/details.ts';
import type { Row } from '../model/lane.ts';
import type { NodeColumns, SliceColumns } from '../model/pyramid.ts';
import { walk, type Visitor } from '../model/walk.ts';
import { ColumnSums, strengths } from './columnSums.ts';
import { mixed, Segments } from './segments.ts';

/** The pixels to draw: `left` is an absolute pixel, whose time is `left * nsPerPixel`. */
export interface PixelRange {
  left: number;
  width: number;
  nsPerPixel: number;
}

export class Segmenter implements Visitor {
  readonly segments = new Segments();
  private readonly sums = new ColumnSums();
  private left = 0;
  private width = 0;
  private nsPerPixel = 1;
  /** ns of a column. */
  private columnTime = 1;
  /** First pixel that nothing covers yet. */
  private free = 0;
  /** First pixel of the column that `sums` are of, or NaN. */
  private column = NaN;
  /** Where the column ends, ns: what begins before is in it. */
  private columnEnd = -Infinity;
  /** The column's slice while it has one only, or `mixed`. */
  private only = mixed;

  /** @param columnPixels width of a column. Two are hardly seen as coarser than one, and half the work. */
  constructor(private readonly columnPixels = 2) {}

  /** The segments of `row` within `range`; slices that have not ended reach to `now` (ns). They are valid until the next call. */
  run(row: Pick<Row, 'pyramid' | 'open' | 'depth'>, range: PixelRange, now: number): Segments {
    const { pyramid, open, depth } = row;
    this.segments.count = 0;
    this.sums.reset(pyramid.categoryCount);
    this.left = range.left;
    this.width = range.width;
    this.nsPerPixel = range.nsPerPixel;
    this.columnTime = range.nsPerPixel * this.columnPixels;
    this.free = 0;
    this.column = NaN;
    this.columnEnd = -Infinity;
    const end = (range.left + range.width) * range.nsPerPixel;
    walk(pyramid, range.left * range.nsPerPixel, end, this);
    this.closeColumn();
    if (open && open.category[depth]! >= 0 && open.start[depth]! <= end) this.addSpan(open.start[depth]!, now, open.category[depth]!, strengths, openSlice);
    return this.segments;
  }

  splits(start: number, end: number): boolean {
    return end - start > this.columnTime;
  }

  visitSlice(columns: SliceColumns, at: number, index: number): void {
    const start = columns.start[at]!;
    const end = columns.end[at]!;
    const category = columns.category[at]!;
    if (end - start >= this.columnTime) {
      this.addSpan(start, end, category, strengths, index);
      return;
    }
    this.only = this.openColumn(start) ? index : mixed;
    this.sums.addSlice(category, end - start);
  }

  visitNode(columns: NodeColumns, at: number, forgotten: boolean): void {
    if (!forgotten) {
      this.openColumn(columns.start[at]!);
      this.only = mixed;
      this.sums.addNode(columns, at);
      return;
    }
    this.closeColumn();
    const start = columns.start[at]!;
    const end = columns.end[at]!;
    this.sums.addNode(columns, at);
    this.sums.settle(end - start);
    this.addSpan(start, end, this.sums.category, this.sums.strength, mixed);
  }

  private addSpan(start: number, end: number, category: number, strength: number, slice: number): void {
    this.closeColumn();
    const { left, width } = this;
    const begins = Math.round(start / this.nsPerPixel) - left;
    const ends = Math.max(Math.round(end / this.nsPerPixel) - left, begins + 1);
    const from = Math.max(begins, this.free);
    const to = Math.min(Math.max(ends, from + 1), width);
    if (ends <= 0 || from >= to) return;
    this.segments.add(from, to, category, strength, slice);
    this.free = to;
  }

  /** Collects in the column of `time`; answers whether that was empty. */
  private openColumn(time: number): boolean {
    if (time < this.columnEnd) return false;
    const index = Math.floor(time / this.columnTime);
    const column = index * this.columnPixels - this.left;
    if (column === this.column) return false;
    this.closeColumn();
    this.column = column;
    this.columnEnd = (index + 1) * this.columnTime;
    return true;
  }

  private closeColumn(): void {
    const { column, sums, columnPixels } = this;
    if (Number.isNaN(column)) return;
    this.column = NaN;
    this.columnEnd = -Infinity;
    sums.settle(this.columnTime);
    const from = Math.max(column, this.free);
    const to = Math.min(Math.max(column + columnPixels, from + 1), this.width);
    if (column + columnPixels <= 0 || from >= to) return;
    this.segments.add(from, to, sums.category, sums.strength, this.only);
    this.free = to;
  }
}
