/** Every interleaving of a scenario: compiles it for the search, and searches. */
import type { CheckResult } from '../../../shared/dialect/compile.ts';
import { emitStep } from '../../../shared/dialect/step/emit.ts';
import { STEP_BACKEND } from '../../../shared/dialect/step/runtime.ts';
import type { Verdict } from '../../../shared/explore/verdict.ts';
import { checkScenario, type ScenarioInput } from '../compile.ts';
import { tell } from '../replay/tell.ts';
import { search, type SearchOptions } from './search.ts';

export interface ExploreOptions extends SearchOptions {
  /** States that may be stored. */
  maxStates: number;
}

/** A state takes 20 bytes and, in the scenarios that ship, not more than two pairs of 8 bytes beyond what it shares. */
const PAIRS_PER_STATE = 2.5;

export type ExploreResult = { checked: CheckResult; verdict: Verdict | null };

export async function explore(input: ScenarioInput, options: ExploreOptions): Promise<ExploreResult> {
  // As many tasks as there are threads: the rest would only be more state.
  const first = checkScenario({ ...input, backend: STEP_BACKEND });
  if (!first.program) return { checked: first, verdict: null };
  const tasks = 2 + first.program.threads.reduce((n, t) => n + t.instances, 0);
  const config = { ...('NR_TASKS' in first.program.config && { NR_TASKS: tasks }), ...input.config };
  const checked = checkScenario({ ...input, config, backend: STEP_BACKEND });
  if (!checked.program) return { checked, verdict: null };
  const image = emitStep(checked.program, { objects: options.objects, states: options.maxStates, pairs: Math.ceil(options.maxStates * PAIRS_PER_STATE) });
  const { found, ...rest } = await search(image, options);
  return { checked, verdict: { ...rest, violation: found && tell(checked.program, options, found) } };
}
