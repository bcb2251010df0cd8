/** How an exploration of the catalogue ended, in the few figures that the matrix shows. */
import { withoutFlags } from '../explore/reason.ts';
import type { Verdict } from '../explore/verdict.ts';
import type { Case } from './cells.ts';
import { findingOf, isAsExpected } from './judge.ts';
import { correspond, type Correspondence } from './landmarks.ts';
import type { Finding, Row } from './row.ts';

export interface Result {
  case: Case;
  /** Null where the exploration came to no verdict: `reason` says why. */
  found: { finding: Finding } | null;
  reason: string | null;
  asExpected: boolean;
  /** Of the counterexample; null without one. */
  steps: number | null;
  switches: number | null;
  /** To have it again: `faultline replay --schedule`. */
  token: string | null;
  states: number;
  ms: number;
  /** Where it comes by the trace that is known from elsewhere. */
  known: Correspondence[] | null;
}

export function resultOf(row: Row, of: Case, verdict: Verdict): Result {
  const { violation, states, ms, reason } = verdict;
  const finding = findingOf(verdict);
  return {
    case: of,
    found: finding === undefined ? null : { finding },
    reason: reason && withoutFlags(reason),
    asExpected: isAsExpected(of, verdict),
    steps: violation && violation.steps.length,
    switches: violation && violation.steps.filter((step, i) => i > 0 && step.thread !== violation.steps[i - 1]!.thread).length,
    token: violation && violation.token,
    states,
    ms,
    known: violation && row.known && of.part === 'bug' ? correspond(row.known.landmarks, violation) : null,
  };
}

/** Of an exploration that could not begin. */
export function failedResult(of: Case, reason: string): Result {
  return { case: of, found: null, reason, asExpected: false, steps: null, switches: null, token: null, states: 0, ms: 0, known: null };
}
