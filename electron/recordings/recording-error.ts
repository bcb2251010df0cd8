/** Why a recording cannot be read, for people; `reason` is for programs. */
export class RecordingError extends Error {
  constructor(
    readonly reason: 'missing' | 'foreign' | 'other' | 'newer' | 'truncated' | 'damaged' | 'too-large',
    message: string,
  ) {
    super(message);
    this.name = 'RecordingError';
  }
}
