import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.mjs';
import { run, say, SetupError } from './process.mjs';

const inputs = ['electron', 'renderer', 'shared', 'electron.vite.config.ts', 'package.json', 'package-lock.json'];
const stamp = 'out/.inputs.sha256';

/**
 * A hash of the names and contents of files and folders.
 * @param {string} base what the names are relative to
 * @param {string[]} names
 */
export async function digest(base, names) {
  const hash = createHash('sha256');
  for (const name of names) {
    const file = path.join(base, name);
    // What is no folder is a file; what is missing counts as empty.
    const entries = await readdir(file).catch((error) => (error.code === 'ENOTDIR' ? undefined : []));
    const content = entries ? await digest(base, entries.sort().map((entry) => path.join(name, entry))) : await readFile(file);
    hash.update(`${name}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/** Builds `out/` if the sources it was built from are not today's. */
export async function ensureBuild() {
  const wanted = await digest(root, inputs);
  const stampFile = path.join(root, stamp);
  const built = await readFile(stampFile, 'utf8').catch(() => '');
  if (built === wanted) return;

  say('Building the lab …');
  await rm(stampFile, { force: true });
  const viteCommand = path.join(root, 'node_modules/electron-vite/bin/electron-vite.js');
  const { code, output } = await run(process.execPath, [viteCommand, 'build', '--logLevel', 'warn'], { cwd: root });
  if (code !== 0) throw new SetupError(`the build failed:\n${output}`);
  await writeFile(stampFile, wanted);
}
