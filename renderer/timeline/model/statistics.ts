/** Counts and times of a range, by category, from the coarsest nodes that lie wholly in it: the cost is logarithmic. */
import type { NodeColumns, Pyramid, SliceColumns } from './pyramid.ts';
import { walk, type Visitor } from './walk.ts';

export interface RangeStatistics {
  /** Slices that touch the range, by category of the row. */
  slices: number[];
  /** Time within the range, ns, by category of the row. */
  busy: number[];
  /** The range's edge cuts through what is only kept summed up, so a share of it was estimated. */
  approximate: boolean;
}

export function rangeStatistics(pyramid: Pyramid, from: number, to: number): RangeStatistics {
  const sum = new RangeSum(pyramid.categoryCount, from, to);
  walk(pyramid, from, to, sum);
  return { slices: sum.slices, busy: sum.busy, approximate: sum.approximate };
}

class RangeSum implements Visitor {
  readonly slices: number[];
  readonly busy: number[];
  approximate = false;

  constructor(
    private readonly categoryCount: number,
    private readonly from: number,
    private readonly to: number,
  ) {
    this.slices = new Array<number>(categoryCount).fill(0);
    this.busy = new Array<number>(categoryCount).fill(0);
  }

  splits(start: number, end: number): boolean {
    return start < this.from || end > this.to;
  }

  visitSlice(columns: SliceColumns, at: number): void {
    const category = columns.category[at]!;
    this.slices[category]!++;
    this.busy[category]! += Math.min(columns.end[at]!, this.to) - Math.max(columns.start[at]!, this.from);
  }

  visitNode(columns: NodeColumns, at: number, forgotten: boolean): void {
    const start = columns.start[at]!;
    const end = columns.end[at]!;
    const share = forgotten ? (Math.min(end, this.to) - Math.max(start, this.from)) / (end - start) : 1;
    this.approximate ||= forgotten;
    for (let category = 0; category < this.categoryCount; category++) {
      const sum = at * this.categoryCount + category;
      this.slices[category]! += Math.round(columns.slices[sum]! * share);
      this.busy[category]! += columns.busy[sum]! * share;
    }
  }
}
