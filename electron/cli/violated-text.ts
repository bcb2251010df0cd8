/** What is violated, with the name of the protocol's property where its message, as of a use after free or a deadlock, is about what happened. */
import type { Violation } from '../../shared/explore/verdict.ts';

/** Messages of these say of what they are. */
const NAMED = new Set<Violation['kind']>(['property', 'condition', 'sometimes']);

export function violatedText({ kind, property, message }: Pick<Violation, 'kind' | 'property' | 'message'>): string {
  return property === null || NAMED.has(kind) ? message : `${property}, ${message}`;
}
