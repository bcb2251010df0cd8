/** Times of two sessions on one axis, whose zero is a moment of each. */
import type { TimeRange } from '../timeline/view/rangeSummary.ts';

/** The times of the other session that lie where these of one do; `zero` and `otherZero` are where their axis begins, all in ns. */
export function alignedRange({ start, end }: TimeRange, zero: number, otherZero: number): TimeRange {
  return { start: start - zero + otherZero, end: end - zero + otherZero };
}

/** Whether two ranges are the same for who looks at them: to a thousandth of a pixel of a wide window. */
export function sameRange(a: TimeRange | null, b: TimeRange): boolean {
  if (!a) return false;
  const slack = (b.end - b.start) * 1e-7;
  return Math.abs(a.start - b.start) <= slack && Math.abs(a.end - b.end) <= slack;
}
