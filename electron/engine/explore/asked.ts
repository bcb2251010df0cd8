/** What an image for the search follows from, besides the lab's own sources: the program, and the room that the search has. */
import type { StepOptions } from '../../../shared/dialect/step/emit.ts';
import { type SearchOptions, usesSymmetry } from './covers.ts';
import { LONGEST_PATH } from './depth.ts';
import type { SearchInput } from './program.ts';

export type RoomOptions = Pick<SearchOptions, 'objects' | 'strategy' | 'reduction' | 'symmetry' | 'liveness' | 'maxSwitches'> & { maxStates: number; workers?: number | undefined };

/** A search looks whether its memory is full now and then: until it does, the path may become longer than all states it may store. */
const PATH_SLACK = 1000;

export function roomOf(options: RoomOptions): StepOptions {
  const { strategy = 'exhaustive', maxStates, objects } = options;
  return {
    objects, states: maxStates, path: strategy === 'dfs' ? Math.min(maxStates + PATH_SLACK, LONGEST_PATH) : 0,
    workers: strategy === 'exhaustive' ? (options.workers ?? 1) : 1, reduces: options.reduction !== 'none' && !options.liveness,
    symmetric: usesSymmetry(options),
  };
}

/** The same for the same image, however it was asked for: plain data, in one order. `properties`: those to check; all unless told. */
export function askedOf({ scenario, protocol, config = {}, memory = 'sc' }: SearchInput, properties: readonly string[] | undefined, { objects, states, path, workers, reduces, symmetric }: StepOptions): unknown {
  const switches = Object.entries(config).sort(([a], [b]) => (a < b ? -1 : 1));
  return [scenario.path, scenario.text, protocol ?? null, switches, memory, properties ?? null, objects, states, path, workers, reduces, symmetric];
}
