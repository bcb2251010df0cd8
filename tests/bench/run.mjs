// `npm run bench [-- --pairs 7 --seconds 2 --only live|timeline --json]`: figures, not tests. On a shared machine only the ratios of
// alternating runs mean anything, so each line is the median over pairs of runs that follow each other.
import { spawnSync } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../../scripts/setup/paths.mjs';
import { buildLab } from './live/build.mjs';
import { buildPeer } from './live/peer.mjs';

const { values } = parseArgs({
  options: { pairs: { type: 'string', default: '7' }, seconds: { type: 'string', default: '2' }, only: { type: 'string' }, json: { type: 'boolean', default: false } },
});
const pairs = Number(values.pairs);
const duration = Number(values.seconds) * 1000;
const warmUp = 1000;
const weak = process.arch !== 'x64';
/** @type {{ what: string, first: number, second: number, ratio: number, spread: [number, number] }[]} */
const table = [];

if (values.only !== 'timeline') await live();
if (values.json) console.log(JSON.stringify(table, null, 2));
if (values.only !== 'live') timeline();

async function live() {
  const text = await readFile(path.join(root, 'tests/bench/scenarios/faults.scenario.ts'), 'utf8');
  const { lab, workerUrl } = await buildLab();
  const throughput = { mode: 'throughput', checks: 'quarantine', weak };
  const measure = (image) => () => lab.measure(image, workerUrl, warmUp, duration).then(rate);
  for (const [threads, vmas] of [[1, 1], [2, 1], [1, 32], [2, 32]]) {
    const config = { THREADS: threads, VMAS: vmas };
    const load = `${threads} thread${threads > 1 ? 's' : ''}, ${vmas} VMA${vmas > 1 ? 's' : ''}`;
    const image = lab.compile(text, config, throughput);
    const peer = await buildPeer(path.join(root, `node_modules/.cache/bench-peer-${threads}-${vmas}`), lab.headerOf(image), lab.preparedMemory(image));
    await compare(`lab / C peer, ${load}`, measure(image), () => peer(warmUp, duration).then(rate));
    if (vmas === 1) {
      await compare(`per-VMA lock / without, ${load}`, measure(image), measure(lab.compile(text, { ...config, PER_VMA_LOCK: false }, throughput)));
      await compare(`trace mode / throughput mode, ${load}`, measure(lab.compile(text, config, { mode: 'trace', checks: 'full', weak })), measure(image));
    }
  }
}

/** @param {{ faults: number, ns: number }} run */
function rate({ faults, ns }) {
  return (faults / ns) * 1e9;
}

/**
 * @param {string} what
 * @param {() => Promise<number>} first faults a second
 * @param {() => Promise<number>} second
 */
async function compare(what, first, second) {
  const runs = [];
  for (let i = 0; i < pairs; i++) {
    const [a, b] = [await first(), await second()];
    runs.push({ a, b, ratio: a / b });
  }
  const sorted = (/** @type {'a' | 'b' | 'ratio'} */ key) => runs.map((r) => r[key]).sort((x, y) => x - y);
  const median = (/** @type {'a' | 'b' | 'ratio'} */ key) => sorted(key)[Math.floor(runs.length / 2)] ?? 0;
  const ratios = sorted('ratio');
  table.push({ what, first: median('a'), second: median('b'), ratio: median('ratio'), spread: [ratios[0] ?? 0, ratios.at(-1) ?? 0] });
  if (!values.json) console.log(`${what.padEnd(44)} ${mega('a')} / ${mega('b')} M faults/s   ratio ${median('ratio').toFixed(2)} (${ratios[0]?.toFixed(2)} … ${ratios.at(-1)?.toFixed(2)})`);
  function mega(/** @type {'a' | 'b'} */ key) {
    return (median(key) / 1e6).toFixed(2);
  }
}

function timeline() {
  const bench = [process.execPath, path.join(root, 'tests/bench/timeline.bench.mjs'), ...(values.json ? [] : ['--table'])];
  const [command = '', ...args] = process.env.DISPLAY ? bench : ['xvfb-run', '-a', '-s', '-screen 0 1600x1000x24', ...bench];
  process.exitCode = spawnSync(command, args, { stdio: 'inherit' }).status ?? 1;
}
