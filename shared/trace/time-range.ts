export interface TimeRange {
  /** ns since the session started. */
  start: number;
  end: number;
}

/** Whether a slice, or an instant, is in a range: two slices that follow each other share a time, which is not enough. */
export function isWithin({ start, end }: TimeRange, from: number, to: number): boolean {
  if (to < start || from > end) return false;
  return from === to || start === end || (to > start && from < end);
}
