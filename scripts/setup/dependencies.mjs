import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.mjs';
import { run, say, SetupError } from './process.mjs';

/** @typedef {{ packages: Record<string, { version?: string, optional?: boolean }> }} Lockfile */

/**
 * Whether what npm says it installed is what the lockfile asks for. Optional packages may be missing: they are for other platforms.
 * @param {Lockfile} wanted package-lock.json
 * @param {Lockfile} installed npm's own record of node_modules, which it writes when an installation is complete
 */
export function isCurrent(wanted, installed) {
  return Object.entries(wanted.packages).every(([where, { version, optional }]) => {
    if (where === '') return true;
    const present = installed.packages[where];
    return present ? present.version === version : optional === true;
  });
}

/** Installs the lockfile's packages if node_modules is missing or stale. */
export async function ensureDependencies() {
  const wanted = await readLockfile('package-lock.json');
  if (!wanted) throw new SetupError('package-lock.json is missing or unreadable; restore it with: git checkout package-lock.json');
  const installed = await readLockfile('node_modules/.package-lock.json');
  if (installed && isCurrent(wanted, installed)) return;

  say('Installing dependencies with npm (about a minute the first time) …');
  const { code, output } = await run('npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], { cwd: root });
  if (code !== 0) throw new SetupError(`npm ci failed (exit ${code}):\n${output}\nCheck the network and the npm registry, then try again.`);
}

/** @returns {Promise<Lockfile | undefined>} */
async function readLockfile(/** @type {string} */ file) {
  try {
    return JSON.parse(await readFile(path.join(root, file), 'utf8'));
  } catch {
    return undefined;
  }
}
