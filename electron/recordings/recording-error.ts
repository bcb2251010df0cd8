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

/** What is said after the message: what to do. */
export const ADVICE: Record<RecordingError['reason'], string> = {
  // Says so itself.
  missing: '',
  foreign: '. Recordings are what the lab saves, and faultline run -o and explore -o write: choose one of those.',
  other: '.',
  newer: '. Open it with that Faultline, or a later one.',
  truncated: '. It was not written or copied to its end: copy it once more, or record it again.',
  damaged: '. It may have been damaged when it was copied: copy it once more, or record it again.',
  'too-large': '. Record a shorter session, or one in throughput mode, which has no trace.',
};
