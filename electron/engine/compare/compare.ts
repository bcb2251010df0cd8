/**
 * Runs loads in turn, round by round: on a machine that others use too, only runs that follow each other can be compared.
 * Another one begins each round, so that a machine that becomes slower or faster favours none.
 */
import type { Measure } from '../../../shared/compare/measure.ts';
import type { Load } from './load.ts';
import { runOnce, type RunOptions } from './run-once.ts';

/** A run of the posted patch may end in what it is known for. */
const ATTEMPTS = 3;

export interface CompareOptions extends Omit<RunOptions, 'seed'> {
  rounds: number;
  /** After each run. `ended`: why it does not count. */
  onRun(run: { round: number; load: Load; measure: Measure | null; ended: string | null }): void;
}

/** By load and round; null where no attempt counts, or none was made. */
export async function compareLoads(loads: readonly Load[], { rounds, onRun, ...options }: CompareOptions): Promise<(Measure | null)[][]> {
  const runs = loads.map(() => Array<Measure | null>(rounds).fill(null));
  for (let round = 0; round < rounds; round++) {
    for (let i = 0; i < loads.length; i++) {
      const at = (i + round) % loads.length;
      const load = loads[at]!;
      for (let attempt = 1; attempt <= ATTEMPTS && !runs[at]![round] && !options.signal.aborted; attempt++) {
        // The same draws for all of a round.
        const end = await runOnce(load, { ...options, seed: round * ATTEMPTS + attempt });
        const measure = 'measure' in end ? end.measure : null;
        runs[at]![round] = measure;
        onRun({ round, load, measure, ended: 'ended' in end ? end.ended : null });
      }
    }
  }
  return runs;
}
