/** What a search hands over when it has found a violation: enough to replay it, nothing that depends on how it searched. */
import type { Action, Violation } from '../../../shared/explore/verdict.ts';

export interface Found extends Pick<Violation, 'kind' | 'property' | 'message' | 'stack' | 'shortest' | 'cycle'> {
  /** Single accesses, from the first state; the last one fails. Empty: it happens before any thread takes a step. */
  schedule: Action[];
}
