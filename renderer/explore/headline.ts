/** An exploration in one line. */
import type { Verdict } from '../../shared/explore/verdict.ts';
import { formatAmount, formatInteger } from '../format.ts';
import type { ExplorationStatus } from '../stores/exploration.ts';
import { goalText } from './goalChoice.ts';
import { whyInconclusive } from './inconclusive.ts';
import { kinds } from './kinds.ts';
import type { Subject } from './subject.ts';

export interface Headline {
  kind: 'quiet' | 'live' | 'verified' | 'bounded' | 'violated' | 'inconclusive' | 'failed';
  text: string;
}

interface Exploration {
  status: ExplorationStatus;
  subject: Pick<Subject, 'properties' | 'recorded' | 'mutant' | 'change'> | null;
  verdict: Verdict | null;
  failure: string;
}

export function headline({ status, subject, verdict, failure }: Exploration): Headline {
  if (status === 'compiling') return { kind: 'live', text: 'Compiling for the search …' };
  if (status === 'searching') return { kind: 'live', text: 'Exploring …' };
  if (status === 'paused') return { kind: 'live', text: 'Paused' };
  if (status === 'stopping') return { kind: 'live', text: 'Stopping …' };
  if (verdict) {
    const { kind, text } = ofVerdict(verdict, subject?.properties ?? []);
    return { kind, text: text.replace(/^\w+/, `$&${subject ? ofWhat(subject) : ''}`) };
  }
  return failure ? { kind: 'failed', text: 'The exploration failed' } : { kind: 'quiet', text: 'Not explored yet' };
}

/** What the scenario itself does not say. */
function ofWhat({ recorded, mutant, change }: Pick<Subject, 'recorded' | 'mutant' | 'change'>): string {
  const by = change === undefined ? '' : ` with the overrides of ${change}`;
  if (!recorded) return by;
  return mutant === undefined ? ` in ${recorded.protocol}${by}` : ` with a mutant of ${recorded.protocol}`;
}

function ofVerdict({ outcome, violation, witness, reason, covers: { maxSwitches, goal, sequenceBits } }: Verdict, properties: Subject['properties']): Headline {
  if (outcome === 'verified') return { kind: 'verified', text: 'Verified: nothing is violated in any interleaving' };
  if (outcome === 'verified-within-bound') return { kind: 'bounded', text: `Verified within ${switches(maxSwitches ?? 0)} only` };
  const sought = goal ? `: ${goalText(goal)}` : '';
  if (outcome === 'reached') return { kind: 'verified', text: `Reached${sought}${witness && witness.steps.length > 0 ? `, ${steps(witness.steps.length, witness.shortest)}` : ''}` };
  if (outcome === 'unreachable') return { kind: 'inconclusive', text: `Unreachable in any interleaving${sought}` };
  if (outcome === 'unreachable-within-bound') return { kind: 'inconclusive', text: `Unreachable within ${switches(maxSwitches ?? 0)}${sought}` };
  if (outcome === 'inconclusive' || !violation) return { kind: 'inconclusive', text: `Inconclusive: ${reason === null ? 'no verdict' : whyInconclusive(reason).why}` };
  const title = properties.find(({ name }) => name === violation.property)?.title;
  const name = violation.property === null ? kinds[violation.kind].title.toLowerCase() : [violation.property, title].filter(Boolean).join(' ');
  return { kind: 'violated', text: `Violated: ${name}, ${violation.cycle === null ? steps(violation.steps.length, violation.shortest) : round(violation.steps.length, violation.cycle)}${(violation.wraps ?? null) === null ? '' : `; with a wrap of ${sequenceBits} bits`}` };
}

function switches(count: number): string {
  return formatAmount(count, 'preemptive switch');
}

function steps(count: number, shortest: boolean): string {
  if (count === 0) return 'before any thread takes a step';
  const all = `in ${formatAmount(count, 'step')}`;
  return shortest ? `${all}; no schedule is shorter` : all;
}

function round(count: number, cycle: number): string {
  const steps = count - cycle;
  return `in a round of ${formatAmount(steps, 'step')}${cycle > 0 ? ` after the first ${cycle === 1 ? 'one' : formatInteger(cycle)}` : ''}`;
}
