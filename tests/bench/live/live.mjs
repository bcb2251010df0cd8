// The live engine: against C, against itself without the per-VMA lock, and against itself tracing.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../../scripts/setup/paths.mjs';
import { bundle } from '../bundle.mjs';
import { compare } from '../pairs.mjs';
import { loads } from './loads.mjs';
import { buildPeer } from './peer.mjs';

/** Engines compile a second time what turns out to be hot; the C peer gets the same time. */
const WARM_UP_MS = 700;

/**
 * @param {Set<string>} parts of `live`, `locks`, `tracing`
 * @param {{ pairs: number, ms: number, cpu: boolean }} runs cpu: by CPU time of the whole process, for which it matters less who else uses the machine
 * @param {(comparison: import('../pairs.mjs').Comparison) => void} report
 */
export async function benchLive(parts, { pairs, ms, cpu }, report) {
  const unit = cpu ? 'M faults/CPU s' : 'M faults/s';
  const text = await readFile(path.join(root, 'tests/bench/scenarios/faults.scenario.ts'), 'utf8');
  const { lab: module, worker: workerUrl } = await bundle('bench-live', { lab: 'tests/bench/live/lab.ts', worker: 'electron/engine/live/worker.ts' });
  const lab = await import(module.href);
  const perSecond = (/** @type {{ faults: number, ns: number, cpuNs: number }} */ { faults, ns, cpuNs }) => (faults / (cpu ? cpuNs : ns)) * 1e3;
  const image = (/** @type {object} */ config, mode = 'throughput', checks = 'quarantine') => lab.compile(text, config, { mode, checks });
  const run = (/** @type {object} */ of) => async () => perSecond(await lab.measure(of, workerUrl, WARM_UP_MS, ms));
  for (const { name, config: load } of loads) {
    for (const threads of [1, 2]) {
      const config = { ...load, THREADS: threads };
      const where = `${name}, ${threads} thread${threads > 1 ? 's' : ''}`;
      const usual = image(config);
      if (parts.has('live')) {
        const peer = await buildPeer(path.join(root, 'node_modules/.cache/bench-peer'), lab.headerOf(usual), lab.preparedMemory(usual));
        const runPeer = async () => perSecond(await peer(WARM_UP_MS, ms));
        report(await compare(`lab / C: ${where}`, unit, pairs, run(usual), runPeer));
      }
      if (parts.has('locks')) {
        const without = image({ ...config, PER_VMA_LOCK: false });
        report(await compare(`per-VMA lock / mmap_lock: ${where}`, unit, pairs, run(usual), run(without)));
      }
      if (parts.has('tracing') && threads === 2) {
        report(await compare(`tracing / not: ${where}`, unit, pairs, run(image(config, 'trace')), run(usual)));
        report(await compare(`tracing and checking / not: ${where}`, unit, pairs, run(image(config, 'trace', 'full')), run(usual)));
      }
    }
  }
}
