import { spawn, spawnSync } from 'node:child_process';

/** A set-up step that cannot go on; its message says what happened and what to do, so no stack is shown. */
export class SetupError extends Error {}

/** One line of progress, on stderr so that a command's own output stays clean. */
export function say(/** @type {string} */ line) {
  process.stderr.write(`${line}\n`);
}

/**
 * Runs a program to its end, its output kept to itself or shared with ours.
 * @param {string} command
 * @param {string[]} args
 * @param {{ show?: boolean, cwd?: string, env?: NodeJS.ProcessEnv, timeoutMs?: number }} [options]
 * @returns {Promise<{ code: number, output: string }>} `code` is 127 if it could not start, 124 if it was out of time, 128 if a signal ended it
 */
export function run(command, args, { show = false, cwd, env, timeoutMs } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: { ...process.env, ...env },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      timeout: timeoutMs,
    });
    let output = '';
    const collect = (/** @type {Buffer} */ chunk) => (output += chunk);
    child.stdout?.on('data', collect);
    child.stderr?.on('data', collect);
    child.on('error', (error) => resolve({ code: 127, output: error.message }));
    child.on('close', (code, signal) => resolve({ code: code ?? (signal === 'SIGTERM' && timeoutMs ? 124 : 128), output }));
  });
}

/** Whether a program is on the PATH. */
export function hasCommand(/** @type {string} */ name) {
  return spawnSync('sh', ['-c', 'command -v "$1"', 'sh', name]).status === 0;
}

export const isRoot = process.getuid?.() === 0;

/**
 * Runs `main`; a SetupError is shown as its message, anything else with its stack; either way the exit code is 1.
 * @param {() => Promise<number | void>} main answers the exit code, 0 if nothing
 */
export async function runMain(main) {
  try {
    process.exitCode = (await main()) ?? 0;
  } catch (error) {
    say(error instanceof SetupError ? `\nfaultline: ${error.message}` : String(error instanceof Error ? error.stack : error));
    process.exitCode = 1;
  }
}
