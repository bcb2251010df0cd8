/** What falls into one column of pixels, or one node, by category; and what of it is shown. */
import type { NodeColumns } from '../model/pyramid.ts';

/** Strengths of a column; a slice of its own always has the last. */
export const strengths = 8;

export class ColumnSums {
  /** What `settle` found: the category to show, and how strongly (1 to `strengths`). */
  category = 0;
  strength = 1;
  private slices = new Float64Array(0);
  private busy = new Float64Array(0);

  /** Begins a row with so many categories. */
  reset(categoryCount: number): void {
    if (this.busy.length === categoryCount) return;
    this.slices = new Float64Array(categoryCount);
    this.busy = new Float64Array(categoryCount);
  }

  addSlice(category: number, duration: number): void {
    this.slices[category]!++;
    this.busy[category]! += duration;
  }

  addNode(columns: NodeColumns, at: number): void {
    const { slices, busy } = this;
    const { slices: nodeSlices, busy: nodeBusy } = columns;
    const count = slices.length;
    for (let category = 0, from = at * count; category < count; category++, from++) {
      slices[category]! += nodeSlices[from]!;
      busy[category]! += nodeBusy[from]!;
    }
  }

  /**
   * Finds what to show of the sums, over `time` ns, and empties them. It is the category that took the most time, as strong as
   * the share of time that was taken; of instants, which take none, the first category that is there (they are listed by
   * importance), as strong as its share of them.
   */
  settle(time: number): void {
    const { slices, busy } = this;
    let dominant = -1;
    let most = 0;
    let allBusy = 0;
    let allSlices = 0;
    for (let category = 0; category < busy.length; category++) {
      const taken = busy[category]!;
      const count = slices[category]!;
      allBusy += taken;
      allSlices += count;
      if (count > 0 && (dominant < 0 || taken > most)) {
        dominant = category;
        most = taken;
      }
    }
    const share = allBusy > 0 ? allBusy / time : slices[dominant]! / allSlices;
    this.category = dominant;
    this.strength = share >= 1 ? strengths : 1 + Math.floor(share * (strengths - 1) + 0.5);
    // A loop: `fill` costs more than it saves on so few.
    for (let category = 0; category < busy.length; category++) slices[category] = busy[category] = 0;
  }
}
