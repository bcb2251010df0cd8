/** One exploration of the catalogue. */
import type { Case } from '../../../shared/catalogue/cells.ts';
import type { Verdict } from '../../../shared/explore/verdict.ts';
import { scenarioSources } from '../../../shared/sources/index.ts';
import { explore, NoSuchProperty, type ExploreOptions } from '../explore/explore.ts';

/** What is enough for each of them. */
const STATES = 16_000_000;
const OBJECTS = 8;


/** What the catalogue asks for cannot be had with that variant, and why. */
export class CannotExplore extends Error {}

/** With one worker: the same schedule each time. */
export async function exploreCase({ scenario: name, protocol, config, properties, liveness, memory }: Case, options: Pick<ExploreOptions, 'signal' | 'limitMs'>): Promise<Verdict> {
  const scenario = scenarioSources.find(({ path }) => path === `scenarios/${name}.scenario.ts`);
  if (!scenario) throw new Error(`the catalogue names a scenario that there is not: ${name}`);
  const { checked, verdict } = await explore({ scenario, protocol, config, memory }, { maxStates: STATES, objects: OBJECTS, properties, liveness, onProgress: () => {}, ...options }).catch((error: unknown) => {
    throw error instanceof NoSuchProperty ? new CannotExplore(error.message) : error;
  });
  if (!verdict) throw new CannotExplore(`it does not compile: ${checked.diagnostics[0]?.message}`);
  return verdict;
}
