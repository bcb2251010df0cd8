/** Every interleaving of a scenario: compiles it for the search, and searches. */
import type { CheckResult, Program } from '../../../shared/dialect/compile.ts';
import { emitStep, type StepImage } from '../../../shared/dialect/step/emit.ts';
import type { StrategyName, Verdict } from '../../../shared/explore/verdict.ts';
import type { ScenarioInput } from '../compile.ts';
import { tell } from '../replay/tell.ts';
import { checkForSearch } from './program.ts';
import type { SearchEnd, SearchOptions } from './covers.ts';
import { Pct } from './schedulers/pct.ts';
import { RandomWalk } from './schedulers/random-walk.ts';
import { search } from './search.ts';
import { walks } from './walks.ts';

export interface ExploreOptions extends SearchOptions {
  /** States that may be stored. */
  maxStates: number;
  /** Workers that search at once; 1 unless told, or without `workerUrl`. */
  workers?: number | undefined;
  /** Default `exhaustive`. */
  strategy?: Exclude<StrategyName, 'dfs'> | undefined;
  /** Of the strategies that choose at random; default 1. */
  seed?: number | undefined;
  /** Names of the properties to check; all unless told. */
  properties?: readonly string[] | undefined;
}

/** How many pairs the tables have room for beside each state's root. */
const PAIRS_PER_STATE = 2.5;

export type ExploreResult = { checked: CheckResult; verdict: Verdict | null };

export async function explore(input: ScenarioInput, options: ExploreOptions): Promise<ExploreResult> {
  const checked = checkForSearch(input);
  if (!checked.program) return { checked, verdict: null };
  const properties = chosenProperties(checked.program, options.properties);
  const image = emitStep(checked.program, { properties, objects: options.objects, states: options.maxStates, pairs: Math.ceil(options.maxStates * PAIRS_PER_STATE), workers: options.workerUrl ? (options.workers ?? 1) : 1 });
  const { found, ...rest } = await searchBy(image, options);
  const violation = found && tell(image, options, found);
  return { checked, verdict: { ...rest, violation, covers: { ...rest.covers, properties: covered(checked.program, properties) } } };
}

/** Orderings that a bug may need for PCT to be after it: most need two or three. */
const PCT_DEPTH = 4;

function searchBy(image: StepImage, options: ExploreOptions): Promise<SearchEnd> {
  const { strategy = 'exhaustive', seed = 1 } = options;
  switch (strategy) {
    case 'exhaustive': return search(image, options);
    case 'random': return walks(image, new RandomWalk(seed), strategy, options);
    case 'pct': return walks(image, new Pct(seed, PCT_DEPTH), strategy, options);
  }
}

/** A property was asked for that the program does not have. */
export class NoSuchProperty extends Error {}

/** All, unless some are named. Throws `NoSuchProperty`. */
export function chosenProperties({ properties }: Program, names: readonly string[] | undefined): readonly string[] {
  const all = properties.map((p) => p.name);
  const odd = names?.find((name) => !all.includes(name));
  if (odd !== undefined) throw new NoSuchProperty(`there is no property ${odd}; there are ${all.join(', ') || 'none'}`);
  return names ?? all;
}

/** Those that the search itself looks for are on whether asked for or not. */
function covered({ properties }: Program, on: readonly string[]): string[] {
  return properties.filter((p) => on.includes(p.name) || !p.checked).map((p) => p.name);
}
