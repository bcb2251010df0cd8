/** Why a recording cannot be read, for people; `reason` is for programs. */
export class RecordingError extends Error {
  constructor(
    readonly reason: 'missing' | 'foreign' | 'other' | 'newer' | 'truncated' | 'damaged' | 'too-large',
    message: string,
    /** `cause`: what the file system said. */
    options?: ErrorOptions,
  ) {
    super(message, options);
    this.name = 'RecordingError';
  }
}
