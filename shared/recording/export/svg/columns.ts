/** A row of a timeline reduced to columns of pixels: in each, how long each category was there. */

export class Columns {
  /** By column and category: the share of the column's time. */
  private readonly shares: Float32Array;

  constructor(
    readonly count: number,
    private readonly categories: number,
    /** ns of all columns together. */
    private readonly duration: number,
  ) {
    this.shares = new Float32Array(count * categories);
  }

  add(category: number, start: number, end: number): void {
    const from = Math.max(0, (start / this.duration) * this.count);
    const to = Math.min(this.count, (end / this.duration) * this.count);
    for (let column = Math.floor(from); column < to; column++) {
      const share = Math.min(to, column + 1) - Math.max(from, column);
      this.shares[column * this.categories + category]! += share;
    }
  }

  mark(category: number, time: number): void {
    const column = Math.min(this.count - 1, Math.max(0, Math.floor((time / this.duration) * this.count)));
    this.shares[column * this.categories + category]! += 1;
  }

  /** Neighbours that look the same as one: the category that was there longest, and how much of the time something was, in quarters. */
  *runs(): Generator<{ from: number; to: number; category: number; quarters: number }> {
    let from = 0;
    let last = this.look(0);
    for (let column = 1; column <= this.count; column++) {
      const look = column < this.count ? this.look(column) : null;
      if (look && look.category === last.category && look.quarters === last.quarters) continue;
      if (last.quarters > 0) yield { from, to: column, ...last };
      if (look) last = look;
      from = column;
    }
  }

  private look(column: number): { category: number; quarters: number } {
    let category = 0;
    let sum = 0;
    for (let c = 0; c < this.categories; c++) {
      const share = this.shares[column * this.categories + c]!;
      sum += share;
      if (share > this.shares[column * this.categories + category]!) category = c;
    }
    return { category, quarters: sum > 0 ? Math.min(4, Math.ceil(sum * 4)) : 0 };
  }
}
