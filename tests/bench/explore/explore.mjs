// The search against Spin on the same model, on one core and two, with and without reduction.
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from '../../../scripts/setup/paths.mjs';
import { bundle } from '../bundle.mjs';
import { compare, median } from '../pairs.mjs';
import { buildDistance } from './distance.mjs';
import { LEAST_STATES, sizes } from './loads.mjs';
import { buildSpin, onCores, spinOptions } from './spin.mjs';

/** Room for states when it is not known how many there are. */
const MANY = 4_000_000;

/**
 * @param {{ pairs: number, cores: readonly number[] }} runs cores: more than one, for which the search on so many is compared, too
 * @param {(comparison: import('../pairs.mjs').Comparison) => void} reportPair
 * @param {(figure: import('../figures.mjs').Figure) => void} report
 */
export async function benchExplore({ pairs, cores }, reportPair, report) {
  const { lab: module, worker: workerUrl } = await bundle('bench-explore', { lab: 'tests/bench/explore/lab.ts', worker: 'electron/engine/explore/search-worker.ts' });
  const lab = await import(module.href);
  const text = await readFile(path.join(root, 'tests/bench/scenarios/protocol.scenario.ts'), 'utf8');
  const distance = await buildDistance(path.join(root, 'node_modules/.cache/bench-distance'));
  for (const { name, config } of sizes) {
    const spin = async (/** @type {string} */ folder, /** @type {readonly string[]} */ options) => buildSpin(path.join(root, 'node_modules/.cache/bench-spin', folder), config, options);
    const peer = await spin('none', spinOptions.none);
    const there = await peer(MANY);
    const run = (/** @type {'none' | 'full'} */ reduction, workers = 1) => lab.run({ text, config }, { reduction, workers, workerUrl, states: Math.ceil(there.states * 1.1) });
    const here = await run('none');
    expectSame(name, here, there);
    report({ what: `states of the lab and of Spin: ${name}`, value: here.states, unit: 'states' });
    if (here.states < LEAST_STATES) continue;
    const rate = (/** @type {{ states: number, ms: number }} */ { states, ms }) => states / ms / 1000;
    reportPair(await compare(`lab / Spin, one core: ${name}`, 'M states/s', pairs, async () => rate(await run('none')), async () => rate(await peer(there.states))));
    for (const n of cores) {
      const peerOnMany = await spin(`cores-${n}`, onCores(n));
      reportPair(await compare(`lab / Spin, ${n} cores: ${name}`, 'M states/s', pairs, async () => rate(await run('none', n)), async () => rate(await peerOnMany(there.states))));
      /** @type {number[]} */
      const distances = [];
      const onMany = async () => {
        distances.push(await distance());
        return rate(await run('none', n));
      };
      reportPair(await compare(`lab on ${n} cores / on one: ${name}`, 'M states/s', pairs, onMany, async () => rate(await run('none'))));
      report({ what: `from one core to the other meanwhile: ${name}`, value: median(distances), unit: 'ns' });
    }
    const reducedPeer = await spin('full', spinOptions.full);
    reportPair(await compare(`lab / Spin, time to the verdict, both reduced: ${name}`, 's', pairs, async () => (await run('full')).ms / 1000, async () => (await reducedPeer(there.states)).ms / 1000));
    const reduced = await run('full');
    report({ what: `states, reduced: ${name}`, value: reduced.states, unit: 'states' });
    report({ what: `lab: memory of a state: ${name}`, value: here.bytes / here.states, unit: 'bytes' });
    report({ what: `Spin: memory of a state: ${name}`, value: (await peer(there.states)).bytes / there.states, unit: 'bytes' });
  }
}

/** A comparison of speed means something only where both do the same. */
function expectSame(/** @type {string} */ name, /** @type {{ states: number, transitions: number }} */ here, /** @type {{ states: number, transitions: number }} */ there) {
  if (here.states === there.states && here.transitions === there.transitions) return;
  throw new Error(`${name}: the lab finds ${here.states} states and ${here.transitions} transitions, Spin ${there.states} and ${there.transitions}`);
}
