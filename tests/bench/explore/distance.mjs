// How far two cores are from each other, which on a virtual machine may change by the minute.
import { execFile } from 'node:child_process';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../../scripts/setup/paths.mjs';
import { tool } from '../tool.mjs';
import { needed } from './spin.mjs';

const run = promisify(execFile);

/**
 * @param {string} folder
 * @returns {Promise<() => Promise<number>>} measures the way from core 0 to core 1, in ns
 */
export async function buildDistance(folder) {
  await mkdir(folder, { recursive: true });
  const program = path.join(folder, 'distance');
  await tool('gcc', ['-O2', '-pthread', '-o', program, path.join(root, 'tests/bench/peers/distance.c')], { needed });
  return async () => Number((await run(program)).stdout);
}
