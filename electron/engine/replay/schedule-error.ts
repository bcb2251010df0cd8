/** A schedule that is not one of this program: which step cannot be taken, and why. */
export class ScheduleError extends Error {
  constructor(
    /** Index of the step; -1: none of them, the whole does not fit. */
    readonly step: number,
    message: string,
  ) {
    super(message);
    this.name = 'ScheduleError';
  }
}
