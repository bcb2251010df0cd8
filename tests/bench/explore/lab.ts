/** The lab's side of the benchmark of the search. Bundled by ../bundle.mjs. */
import { explore, type ExploreOptions } from '../../../electron/engine/explore/explore.ts';
import type { Verdict } from '../../../shared/explore/verdict.ts';

export interface Effort {
  reduction: 'none' | 'full';
  workers: number;
  /** The built search-worker.js, for more than one. */
  workerUrl: URL;
  /** Room for so many states. */
  states: number;
}

export interface Input {
  text: string;
  config?: Record<string, boolean | number>;
  protocol?: string;
}

export async function run({ text, config, protocol }: Input, { reduction, workers, workerUrl, states }: Effort): Promise<Verdict> {
  const options: ExploreOptions & Partial<Effort> = {
    objects: 8, maxStates: states, limitMs: 3_600_000, reduction, symmetry: reduction, workers, workerUrl,
    signal: new AbortController().signal, onProgress: () => {},
  };
  const { verdict, checked } = await explore({ scenario: { path: 'benchmark.scenario.ts', text }, config, protocol }, options);
  if (!verdict) throw new Error(checked.diagnostics.map((d) => `${d.file}:${d.line}: ${d.message}`).join('\n'));
  if (verdict.outcome === 'violated') throw new Error(`the benchmark's scenario is ${verdict.outcome}: ${verdict.violation?.message}`);
  return verdict;
}
