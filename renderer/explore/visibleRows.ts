/** Rows of one height in a list that scrolls: only those near the eye are drawn, so that thousands cost no more than some. */

export interface Scroll {
  /** Pixels. */
  top: number;
  height: number;
}

/** First row to draw, and the one after the last. */
export function visibleRows({ top, height }: Scroll, rowHeight: number, count: number, beyond: number): { from: number; to: number } {
  const from = Math.floor(top / rowHeight) - beyond;
  const to = Math.ceil((top + height) / rowHeight) + beyond;
  return { from: Math.min(Math.max(from, 0), count), to: Math.min(Math.max(to, 0), count) };
}

/** Where to scroll so that a row is whole in sight; stays where it is if it is already. */
export function scrollTo(row: number, { top, height }: Scroll, rowHeight: number): number {
  const [start, end] = [row * rowHeight, (row + 1) * rowHeight];
  if (start < top) return start;
  return end > top + height ? end - height : top;
}
