// The peer: Spin's search of peers/protocol.pml, compiled for one size and run.
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../../scripts/setup/paths.mjs';
import { tool } from '../tool.mjs';

const run = promisify(execFile);
/** Said where one of them is not installed. */
export const needed = 'the peer of the search needs spin and gcc (Debian, Ubuntu: apt-get install spin gcc libc6-dev)';
const peers = path.join(root, 'tests/bench/peers');
const model = path.join(peers, 'protocol.pml');
/** Of its own it counts hundredths of a second. */
const CLOCK = ['-include', path.join(peers, 'spin-clock.h')];

/** Exact, and the fastest of what was tried: depth first; states not compressed; none of the run-time checks that the model does not need. */
const FAST = ['-O2', '-DSAFETY', '-DNOCOMP', '-DNOFAIR', '-DNOBOUNDCHECK', '-DMEMLIM=16000'];
export const spinOptions = { none: ['-DNOREDUCE'], full: [] };
/** On several cores `-DNCORE`: `-DBFS_PAR` is faster only where it keeps hashes instead of states, so that it may miss some. */
export const onCores = (/** @type {number} */ cores) => ['-DNOREDUCE', `-DNCORE=${cores}`];

/**
 * @typedef {{ states: number, transitions: number, ms: number, bytes: number }} SpinRun
 * Transitions without the one that Spin counts for the first state. `ms`: of the search; `bytes`: the states' memory.
 */

/**
 * @param {string} folder
 * @param {Record<string, number | boolean>} config
 * @param {readonly string[]} options for the compiler, besides those for speed
 * @returns {Promise<(states: number) => Promise<SpinRun>>} runs it, with a hash table for so many states
 */
export async function buildSpin(folder, config, options) {
  await mkdir(folder, { recursive: true });
  const sizes = Object.entries(config).map(([name, value]) => `-D${name}=${value}`);
  await tool('spin', ['-a', ...sizes, model], { needed, cwd: folder });
  await tool('gcc', [...FAST, ...CLOCK, ...options, '-o', 'pan', 'pan.c', '-lpthread'], { needed, cwd: folder });
  return async (states) => {
    const table = Math.ceil(Math.log2(states * 2));
    const { stdout } = await run(path.join(folder, 'pan'), [`-w${table}`, '-m100000'], { cwd: folder });
    return result(stdout);
  };
}

/** @param {string} stdout @returns {SpinRun} */
function result(stdout) {
  const number = (/** @type {RegExp} */ pattern) => Number(pattern.exec(stdout)?.[1] ?? NaN);
  const states = number(/(\d+) states, stored/);
  const whole = stdout.includes('Full statespace search') && !stdout.includes('Search not completed');
  if (!whole || number(/errors: (\d+)/) !== 0) throw new Error(`Spin did not verify the model:\n${stdout}`);
  return {
    states,
    transitions: states + number(/(\d+) states, matched/) - 1,
    ms: number(/elapsed time ([\d.e+-]+) seconds/) * 1000,
    bytes: number(/([\d.]+)\s+(?:actual )?memory usage(?: for states| \(Mbyte\))/) * 2 ** 20,
  };
}
