/** Counts and times of a range, by category, from the coarsest nodes that lie wholly in it: the cost is logarithmic. */
import { isWithin, type TimeRange } from '../../../shared/trace/time-range.ts';
import type { NodeColumns, Pyramid, SliceColumns } from './pyramid.ts';
import { walk, type Visitor } from './walk.ts';

export interface RangeStatistics {
  /** Slices within the range, if only in part, by category of the row. */
  slices: number[];
  /** Time within the range, ns, by category of the row. */
  busy: number[];
  /** The range's edge cuts through what is only kept summed up, so a share of it was estimated. */
  approximate: boolean;
}

export function rangeStatistics(pyramid: Pyramid, from: number, to: number): RangeStatistics {
  const sum = new RangeSum(pyramid.categoryCount, { start: from, end: to });
  walk(pyramid, from, to, sum);
  return { slices: sum.slices, busy: sum.busy, approximate: sum.approximate };
}

class RangeSum implements Visitor {
  readonly slices: number[];
  readonly busy: number[];
  approximate = false;

  constructor(
    private readonly categoryCount: number,
    private readonly range: TimeRange,
  ) {
    this.slices = new Array<number>(categoryCount).fill(0);
    this.busy = new Array<number>(categoryCount).fill(0);
  }

  splits(start: number, end: number): boolean {
    return start < this.range.start || end > this.range.end;
  }

  visitSlice(columns: SliceColumns, at: number): void {
    if (!isWithin(this.range, columns.start[at]!, columns.end[at]!)) return;
    const category = columns.category[at]!;
    this.slices[category]!++;
    this.busy[category]! += Math.min(columns.end[at]!, this.range.end) - Math.max(columns.start[at]!, this.range.start);
  }

  visitNode(columns: NodeColumns, at: number, forgotten: boolean): void {
    const start = columns.start[at]!;
    const end = columns.end[at]!;
    const share = forgotten ? (Math.min(end, this.range.end) - Math.max(start, this.range.start)) / (end - start) : 1;
    this.approximate ||= forgotten;
    for (let category = 0; category < this.categoryCount; category++) {
      const sum = at * this.categoryCount + category;
      this.slices[category]! += Math.round(columns.slices[sum]! * share);
      this.busy[category]! += columns.busy[sum]! * share;
    }
  }
}
