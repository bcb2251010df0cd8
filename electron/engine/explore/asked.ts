/** What an image follows from, besides the lab's own sources: the program, and the room that the search has. */
import type { SourceText } from '../../../shared/dialect/diagnostics.ts';
import type { Program } from '../../../shared/dialect/ir.ts';
import type { StepOptions } from '../../../shared/dialect/step/emit.ts';
import { inOrder } from '../kept.ts';
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
export function askedOf({ scenario, protocol, config = {}, memory = 'sc' }: SearchInput, properties: readonly string[] | undefined, { objects, states, path, workers, reduces, symmetric, tellsChecks = false }: StepOptions): unknown {
  return [scenario.path, scenario.text, protocol ?? null, inOrder(config), memory, properties ?? null, objects, states, path, workers, reduces, symmetric, tellsChecks];
}

/** What a schedule is replayed with, as a recording says it: `config` has all switches, `properties` all that are on. */
export interface Replayed extends Pick<Program, 'config'> {
  protocol: string;
  memory?: SearchInput['memory'];
  objects: number;
  properties: readonly string[];
}

/** The same for images that replay the same schedules, whatever room they have to search: plain data. */
export function replayOf(scenario: SourceText, { protocol, config, memory = 'sc', objects, properties }: Replayed): unknown {
  return ['replay', scenario.path, scenario.text, protocol, inOrder(config), memory, objects, [...properties].sort()];
}
