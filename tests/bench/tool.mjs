// Programs that build what a benchmark compares with, which not everybody has installed.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);

/**
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ needed: string, cwd?: string }} how needed: what is said where there is no such command
 */
export async function tool(command, args, { needed, cwd }) {
  try {
    await run(command, args, { cwd });
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') throw new Error(needed, { cause: error });
    throw error;
  }
}
