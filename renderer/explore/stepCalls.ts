/** The calls around a step, innermost first. */
import { callsAround } from '../../shared/explore/counterexample.ts';
import type { Step, Violation } from '../../shared/explore/verdict.ts';

export interface StepCalls {
  calls: Violation['stack'];
  label: string;
}

/** `last`: of the schedule that fails. A check is no step of its own: where one fails after the last step, it is the check that one looks for. */
export function stepCalls({ site }: Pick<Step, 'site'>, { kind, stack, sites }: Pick<Violation, 'kind' | 'stack' | 'sites'>, last: boolean): StepCalls {
  if (last && stack.length > 0 && (kind === 'property' || kind === 'assertion')) return { calls: stack, label: 'Where it fails, innermost first' };
  return { calls: callsAround(site, sites), label: 'Where the step is, innermost first' };
}
