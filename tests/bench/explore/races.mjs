// The search on the kernel's own code, on two cores: what the reduction saves, and how long two faults against two writers take.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../../scripts/setup/paths.mjs';
import { bundle } from '../bundle.mjs';
import { races } from './loads.mjs';

/** @param {(figure: import('../figures.mjs').Figure) => void} report */
export async function benchRaces(report) {
  const { lab: module, worker: workerUrl } = await bundle('bench-explore', { lab: 'tests/bench/explore/lab.ts', worker: 'electron/engine/explore/search-worker.ts' });
  const lab = await import(module.href);
  const text = await readFile(path.join(root, 'tests/bench/scenarios/race.scenario.ts'), 'utf8');
  for (const { name, config, reductions, states: room } of races) {
    for (const reduction of reductions) {
      const { outcome, states, transitions, depth, bytes, ms } = await lab.run({ text, config }, { reduction, workers: 2, workerUrl, states: room });
      const of = `reduction ${reduction}: ${name}`;
      report({ what: `states, ${of}`, value: states, unit: 'states' });
      report({ what: `transitions, ${of}`, value: transitions, unit: 'transitions' });
      report({ what: `depth, ${of}`, value: depth, unit: 'steps' });
      report({ what: `time ${outcome === 'verified' ? 'to the verdict' : 'until it ended without one'}, ${of}`, value: ms / 1000, unit: 's' });
      report({ what: `memory of a state, ${of}`, value: bytes / states, unit: 'bytes' });
    }
  }
}
