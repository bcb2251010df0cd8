/** Every interleaving of a scenario: compiles it for the search, and searches. */
import type { CheckResult, Program } from '../../../shared/dialect/compile.ts';
import { emitStep } from '../../../shared/dialect/step/emit.ts';
import { STEP_BACKEND } from '../../../shared/dialect/step/runtime.ts';
import type { Verdict } from '../../../shared/explore/verdict.ts';
import { checkScenario, type ScenarioInput } from '../compile.ts';
import { tell } from '../replay/tell.ts';
import { search, type SearchOptions } from './search.ts';

export interface ExploreOptions extends SearchOptions {
  /** States that may be stored. */
  maxStates: number;
  /** Names of the properties to check; all unless told. */
  properties?: readonly string[] | undefined;
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
  const properties = chosen(checked.program, options.properties);
  const run = { properties, objects: options.objects };
  const image = emitStep(checked.program, { ...run, states: options.maxStates, pairs: Math.ceil(options.maxStates * PAIRS_PER_STATE) });
  const { found, ...rest } = await search(image, options);
  const violation = found && tell(checked.program, run, found);
  return { checked, verdict: { ...rest, violation, covers: { ...rest.covers, properties: covered(checked.program, properties) } } };
}

/** A property was asked for that the program does not have. */
export class NoSuchProperty extends Error {}

function chosen({ properties }: Program, names: readonly string[] | undefined): readonly string[] {
  const all = properties.map((p) => p.name);
  const odd = names?.find((name) => !all.includes(name));
  if (odd !== undefined) throw new NoSuchProperty(`there is no property ${odd}; there are ${all.join(', ') || 'none'}`);
  return names ?? all;
}

/** Those that the search itself looks for are on whether asked for or not. */
function covered({ properties }: Program, on: readonly string[]): string[] {
  return properties.filter((p) => on.includes(p.name) || !p.checked).map((p) => p.name);
}
