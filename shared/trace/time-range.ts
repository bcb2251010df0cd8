export interface TimeRange {
  /** ns since the session started. */
  start: number;
  end: number;
}
