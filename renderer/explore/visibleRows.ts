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

/** So many rows around one that comes into sight do, too, where there is room. */
const CONTEXT = 2;

/** Where to scroll so that a row is whole in sight; stays where it is if it is already, so that a second click meets the same row. */
export function scrollTo(row: number, { top, height }: Scroll, rowHeight: number, count: number): number {
  const context = Math.max(0, Math.min(CONTEXT, Math.floor((height / rowHeight - 1) / 2)));
  if (row * rowHeight < top) return Math.max(0, row - context) * rowHeight;
  return (row + 1) * rowHeight > top + height ? Math.min(count, row + 1 + context) * rowHeight - height : top;
}
