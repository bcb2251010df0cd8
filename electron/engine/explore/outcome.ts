/** From how a search ended to what is told of it: whether what it looked for is a mistake or what the person asked for, and within which bounds. */
import { mostSteps, type Outcome, type Verdict, type Violation } from '../../../shared/explore/verdict.ts';
import type { SearchEnd } from './covers.ts';
import type { Found } from './found.ts';

/** `tell` replays what was found. */
export function verdictOf({ found, ...end }: SearchEnd, tell: (found: Found) => Violation): Verdict {
  const none = { violation: null, witness: null };
  if (found && found.schedule.length > mostSteps) {
    const reason = `${found.message}; but the shortest schedule to it that is known has ${found.schedule.length.toLocaleString('en')} steps, more than can be shown. Breadth first (--strategy exhaustive) finds a short one`;
    return { ...end, ...none, outcome: 'inconclusive', reason };
  }
  if (!found) return { ...end, ...none, outcome: outcomeOf(end) };
  const told = tell(found);
  return isGoal(found) ? { ...end, outcome: 'reached', violation: null, witness: told } : { ...end, outcome: 'violated', violation: told, witness: null };
}

/** Whether this is what was looked for, and no violation. */
export function isGoal({ kind }: Pick<Violation, 'kind'>): boolean {
  return kind === 'line-reached' || kind === 'sometimes';
}

/** Of a search that found nothing. */
function outcomeOf({ outcome, covers: { goal, maxSwitches } }: Omit<SearchEnd, 'found'>): Outcome {
  if (outcome !== 'verified') return outcome;
  if (goal) return maxSwitches === null ? 'unreachable' : 'unreachable-within-bound';
  return maxSwitches === null ? 'verified' : 'verified-within-bound';
}
