/** Whether an exploration ended as the catalogue says. */
import type { Verdict } from '../explore/verdict.ts';
import type { Case } from './cells.ts';
import type { Finding } from './row.ts';

/** What a verdict says in the catalogue's words; undefined: nothing, it is inconclusive. */
export function findingOf({ outcome, violation }: Pick<Verdict, 'outcome' | 'violation'>): Finding | undefined {
  if (violation) return violation.property ?? violation.kind;
  return outcome === 'verified' ? null : undefined;
}

export function isAsExpected({ finds }: Pick<Case, 'finds'>, verdict: Pick<Verdict, 'outcome' | 'violation'>): boolean {
  return findingOf(verdict) === finds;
}

/** `I4 violated`, `verified`. */
export function findingText(finding: Finding): string {
  return finding === null ? 'verified' : `${finding} violated`;
}
