/** What every call answers: a value, or what went wrong in words a person can act on. */
export type ErrorCode =
  | 'invalid-request'
  | 'not-allowed'
  | 'not-found'
  | 'too-large'
  | 'not-text'
  | 'io'
  | 'busy'
  | 'no-session'
  | 'no-exploration'
  | 'no-job'
  | 'no-player'
  | 'no-recording'
  | 'not-possible'
  | 'internal';

export type Reply<T> = { ok: true; value: T } | { ok: false; code: ErrorCode; message: string };

/** An error that may be shown as it is. Anything else that is thrown behind a call is a defect, reported as `internal`. */
export class LabError extends Error {
  readonly code: ErrorCode;

  constructor(code: ErrorCode, message: string) {
    super(message);
    this.name = 'LabError';
    this.code = code;
  }
}
