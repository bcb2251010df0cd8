// The C peer: compiled for one load, and run.
import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';
import { root } from '../../../scripts/setup/paths.mjs';
import { tool } from '../tool.mjs';

const run = promisify(execFile);
const sources = path.join(root, 'tests/bench/peers');
/** Linked at fixed low addresses, so that an object's address is one displacement (peers/arena.h). */
const flags = ['-std=gnu11', '-O2', '-fno-strict-aliasing', '-no-pie', '-fno-pie', '-Wall', '-Wextra', '-Werror', '-Wno-sign-compare', '-pthread'];

/**
 * @param {string} folder
 * @param {string} header the text of lab.h
 * @param {Uint8Array} memory
 * @returns {Promise<(warmUp: number, duration: number) => Promise<{ faults: number, ns: number, cpuNs: number }>>} runs it; times in ms
 */
export async function buildPeer(folder, header, memory) {
  await mkdir(folder, { recursive: true });
  const image = path.join(folder, 'image');
  const program = path.join(folder, 'faults');
  await writeFile(path.join(folder, 'lab.h'), header);
  await writeFile(image, memory);
  await tool('gcc', [...flags, '-I', folder, '-o', program, path.join(sources, 'faults.c')], { needed: 'the C peer needs gcc, which is not installed (Debian, Ubuntu: apt-get install gcc libc6-dev)' });
  return async (warmUp, duration) => {
    const { stdout } = await run(program, [image, String(warmUp), String(duration)]);
    const [faults = 0, ns = 0, cpuNs = 0] = stdout.trim().split(' ').map(Number);
    return { faults, ns, cpuNs };
  };
}
