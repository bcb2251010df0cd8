/** An exploration in one line. */
import type { Verdict } from '../../shared/explore/verdict.ts';
import { formatInteger } from '../format.ts';
import type { ExplorationStatus } from '../stores/exploration.ts';
import { kinds } from './kinds.ts';

export interface Headline {
  kind: 'quiet' | 'live' | 'verified' | 'violated' | 'inconclusive' | 'failed';
  text: string;
}

export function headline({ status, verdict, failure }: { status: ExplorationStatus; verdict: Verdict | null; failure: string }): Headline {
  if (status === 'compiling') return { kind: 'live', text: 'Compiling for the search …' };
  if (status === 'searching') return { kind: 'live', text: 'Exploring …' };
  if (status === 'paused') return { kind: 'live', text: 'Paused' };
  if (status === 'stopping') return { kind: 'live', text: 'Stopping …' };
  if (verdict) return ofVerdict(verdict);
  return failure ? { kind: 'failed', text: `The exploration failed: ${failure}` } : { kind: 'quiet', text: 'Not explored yet' };
}

function ofVerdict({ outcome, violation, reason }: Verdict): Headline {
  if (outcome === 'verified') return { kind: 'verified', text: 'Verified: nothing is violated in any interleaving' };
  if (outcome === 'inconclusive' || !violation) return { kind: 'inconclusive', text: `Inconclusive: ${reason ?? 'no verdict'}` };
  const name = violation.property ?? kinds[violation.kind].title.toLowerCase();
  return { kind: 'violated', text: `Violated: ${name}, ${steps(violation.steps.length, violation.shortest)}` };
}

function steps(count: number, shortest: boolean): string {
  if (count === 0) return 'before the threads start';
  const all = count === 1 ? 'in 1 step' : `in ${formatInteger(count)} steps`;
  return shortest ? `${all}; no schedule is shorter` : all;
}
