// Mixed operations by the million, in every variant, with freed memory poisoned: what is found, and whether the books are right at the end.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../../scripts/setup/paths.mjs';
import { bundle } from '../bundle.mjs';

/**
 * @param {{ operations: number, seed: number }} of operations: in each variant
 * @param {(run: import('./mixed.ts').MixedRun) => void} report
 */
export async function benchOperations({ operations, seed }, report) {
  const text = await readFile(path.join(root, 'tests/bench/scenarios/operations.scenario.ts'), 'utf8');
  const { mixed: module, worker, variants } = await bundle('bench-operations', {
    mixed: 'tests/bench/live/mixed.ts', worker: 'electron/engine/live/worker.ts', variants: 'shared/variants/variants.ts',
  });
  const { runMixed } = await import(module.href);
  const { VARIANTS } = await import(variants.href);
  for (const { name } of VARIANTS) report(await runMixed(text, name, { operations, seed, workerUrl: worker }));
}
