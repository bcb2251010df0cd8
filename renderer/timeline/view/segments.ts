/**
 * One row as it is drawn: runs of pixels of one colour. A slice of a pixel or more is a segment of its own; shorter ones that
 * share a pixel become one column, in the colour of what took most of its time and as strong as the time that was taken.
 *
 * ```
 *   slices   ▏▏▏ ▏▏    ▕████████████▏   ▏
 *   pixels   ┆▓▓┆▒▒┆░░┆████████████┆  ┆░░┆
 * ```
 * Columns are aligned to multiples of a pixel's time, not to the view's edge: panning moves them and does not reshuffle them.
 */
import { openSlice } from '../model/details.ts';
import type { Row } from '../model/lane.ts';
import type { NodeColumns, SliceColumns } from '../model/pyramid.ts';
import { walk, type Visitor } from '../model/walk.ts';

/** Strengths of a column; a slice of its own always has the last. */
export const strengths = 8;
/** `Segments.slice` of what is no single slice. */
export const mixed = -1;


/** The pixels to draw: `left` is an absolute pixel, whose time is `left * nsPerPixel`. */
export interface PixelRange {
  left: number;
  width: number;
  nsPerPixel: number;
}

/** In order, not overlapping; reused from row to row. */
export class Segments {
  count = 0;
  /** Pixels from the left one, end exclusive. */
  from = new Int32Array(512);
  to = new Int32Array(512);
  /** Place among the row's categories. */
  category = new Uint8Array(512);
  /** 1 to `strengths`. */
  strength = new Uint8Array(512);
  /** Index of the slice, `mixed` or `openSlice`. */
  slice = new Float64Array(512);

  add(from: number, to: number, category: number, strength: number, slice: number): void {
    const last = this.count - 1;
    if (slice === mixed && last >= 0 && this.slice[last] === mixed && this.to[last] === from && this.category[last] === category && this.strength[last] === strength) {
      this.to[last] = to;
      return;
    }
    if (this.count === this.from.length) this.grow();
    const at = this.count++;
    this.from[at] = from;
    this.to[at] = to;
    this.category[at] = category;
    this.strength[at] = strength;
    this.slice[at] = slice;
  }

  private grow(): void {
    for (const name of ['from', 'to', 'category', 'strength', 'slice'] as const) {
      const grown = new (this[name].constructor as Int32ArrayConstructor)(this.count * 2);
      grown.set(this[name]);
      Object.assign(this, { [name]: grown });
    }
  }
}

export class Segmenter implements Visitor {
  readonly segments = new Segments();
  private range: PixelRange = { left: 0, width: 0, nsPerPixel: 1 };
  /** First pixel that nothing covers yet. */
  private free = 0;
  /** The column being collected, or NaN; `slices` and `busy` are its sums by category. */
  private column = NaN;
  /** Where the column ends, ns: what begins before is in it. */
  private columnEnd = -Infinity;
  private perNs = 1;
  /** The column's slice while it has one only, or `mixed`. */
  private only = mixed;
  private slices = new Float64Array(0);
  private busy = new Float64Array(0);

  /** The segments of `row` within `range`; slices that have not ended reach to `now` (ns). They are valid until the next call. */
  run(row: Pick<Row, 'pyramid' | 'open' | 'depth'>, range: PixelRange, now: number): Segments {
    const { pyramid, open, depth } = row;
    this.segments.count = 0;
    this.range = range;
    this.free = 0;
    this.column = NaN;
    this.columnEnd = -Infinity;
    this.perNs = 1 / range.nsPerPixel;
    if (this.busy.length !== pyramid.categoryCount) {
      this.slices = new Float64Array(pyramid.categoryCount);
      this.busy = new Float64Array(pyramid.categoryCount);
    }
    const end = (range.left + range.width) * range.nsPerPixel;
    walk(pyramid, range.left * range.nsPerPixel, end, this);
    this.closeColumn();
    if (open && open.category[depth]! >= 0 && open.start[depth]! <= end) this.addSpan(open.start[depth]!, now, open.category[depth]!, strengths, openSlice);
    return this.segments;
  }

  splits(start: number, end: number): boolean {
    return end - start > this.range.nsPerPixel;
  }

  visitSlice(columns: SliceColumns, at: number, index: number): void {
    const start = columns.start[at]!;
    const end = columns.end[at]!;
    const category = columns.category[at]!;
    if (end - start >= this.range.nsPerPixel) {
      this.addSpan(start, end, category, strengths, index);
      return;
    }
    this.only = this.openColumn(start) ? index : mixed;
    this.slices[category]!++;
    this.busy[category]! += end - start;
  }

  visitNode(columns: NodeColumns, at: number, forgotten: boolean): void {
    const { slices, busy } = this;
    const start = columns.start[at]!;
    const end = columns.end[at]!;
    if (!forgotten) {
      this.openColumn(start);
      this.only = mixed;
    } else {
      this.closeColumn();
      slices.fill(0);
      busy.fill(0);
    }
    let from = at * slices.length;
    for (let category = 0; category < slices.length; category++, from++) {
      slices[category]! += columns.slices[from]!;
      busy[category]! += columns.busy[from]!;
    }
    if (!forgotten) return;
    const category = this.dominant();
    this.addSpan(start, end, category, this.strength(end - start, category), mixed);
  }

  private addSpan(start: number, end: number, category: number, strength: number, slice: number): void {
    this.closeColumn();
    const { left, width } = this.range;
    const begins = Math.round(start * this.perNs) - left;
    const ends = Math.max(Math.round(end * this.perNs) - left, begins + 1);
    const from = Math.max(begins, this.free);
    const to = Math.min(Math.max(ends, from + 1), width);
    if (ends <= 0 || from >= to) return;
    this.segments.add(from, to, category, strength, slice);
    this.free = to;
  }

  /** Collects in the pixel of `time`; answers whether that was empty. */
  private openColumn(time: number): boolean {
    if (time < this.columnEnd) return false;
    const pixel = Math.floor(time * this.perNs) - this.range.left;
    // Left of the view there is nothing to make room for.
    const column = pixel < 0 ? pixel : Math.max(pixel, this.free);
    if (column === this.column) return false;
    this.closeColumn();
    this.column = column;
    this.columnEnd = (this.range.left + column + 1) * this.range.nsPerPixel;
    this.slices.fill(0);
    this.busy.fill(0);
    return true;
  }

  private closeColumn(): void {
    const { column } = this;
    this.column = NaN;
    this.columnEnd = -Infinity;
    if (!(column >= 0 && column < this.range.width)) return;
    const category = this.dominant();
    this.segments.add(column, column + 1, category, this.strength(this.range.nsPerPixel, category), this.only);
    this.free = column + 1;
  }

  /** The category that took the most time; of those that took none, the first that is there: they are listed by importance. */
  private dominant(): number {
    let most = -1;
    for (let category = 0; category < this.busy.length; category++) {
      if (this.slices[category] === 0) continue;
      if (most < 0 || this.busy[category]! > this.busy[most]!) most = category;
    }
    return most;
  }

  /** How much of `time` (ns) was taken; for instants, which take none, the share of those that the colour stands for. */
  private strength(time: number, category: number): number {
    let busy = 0;
    let slices = 0;
    for (let i = 0; i < this.busy.length; i++) {
      busy += this.busy[i]!;
      slices += this.slices[i]!;
    }
    const share = busy > 0 ? busy / time : this.slices[category]! / slices;
    return Math.min(strengths, 1 + Math.floor(share * (strengths - 1) + 0.5));
  }
}
