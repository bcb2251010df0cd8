import { createHash } from 'node:crypto';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { root } from './paths.mjs';
import { run, say, SetupError } from './process.mjs';

const inputs = ['electron', 'renderer', 'shared', 'electron.vite.config.ts', 'vite.cli.config.ts', 'vite.page.config.ts', 'scripts/setup/ascii.mjs', 'package.json', 'package-lock.json'];
/** What the images of explorations are made from: the compiler, and all that it compiles. */
const compiler = ['shared', 'electron/engine', 'vite.cli.config.ts', 'scripts/setup/ascii.mjs', 'package-lock.json'];
/** What the build was made from: `digest` of it and, on lines of their own, `fingerprint` and the digest of `compiler` (electron/engine/kept.ts). */
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

/**
 * A hash of the names of files and folders with the files' sizes and times of change: made much sooner than one of their contents.
 * @param {string} base what the names are relative to
 * @param {string[]} names
 */
export function fingerprint(base, names) {
  const hash = createHash('sha256');
  const add = (/** @type {string} */ name) => {
    const stat = statSync(path.join(base, name), { bigint: true, throwIfNoEntry: false });
    if (stat?.isDirectory()) for (const entry of readdirSync(path.join(base, name)).sort()) add(path.join(name, entry));
    else hash.update(`${name}\0${stat?.size}\0${stat?.mtimeNs}\0${stat?.ctimeNs}\0`);
  };
  names.forEach(add);
  return hash.digest('hex');
}

/**
 * Builds `out/` if the sources it was built from are not today's, and has V8's compiled code ready for the Node that runs this.
 * Answers whether it was built.
 */
export async function ensureBuild() {
  const stampFile = path.join(root, stamp);
  const [built, seen] = (await readFile(stampFile, 'utf8').catch(() => '')).split('\n');
  // Before the contents are read: what changes meanwhile is looked at again next time.
  const now = fingerprint(root, inputs);
  let isNew = false;
  if (seen !== now) {
    const wanted = await digest(root, inputs);
    const compiles = await digest(root, compiler);
    isNew = built !== wanted;
    if (isNew) {
      say('Building the lab …');
      await rm(stampFile, { force: true });
      await Promise.all([
        build('electron-vite/bin/electron-vite.js', 'build', '--logLevel', 'warn'),
        build('vite/bin/vite.js', 'build', '--config', 'vite.cli.config.ts', '--logLevel', 'warn'),
        build('vite/bin/vite.js', 'build', '--config', 'vite.page.config.ts', '--logLevel', 'warn'),
      ]);
    }
    const written = writeFile(stampFile, `${wanted}\n${now}\n${compiles}`);
    // A build that is today's serves also where nothing can be written.
    await (isNew ? written : written.catch(() => {}));
  }
  await ensureCodeCache();
  return isNew;
}

/** The digest of what compiles in the build that is there. */
export async function compilerOfBuild() {
  return (await readFile(path.join(root, stamp), 'utf8')).split('\n')[2];
}

async function build(/** @type {string[]} */ ...[tool = '', ...args]) {
  const { code, output } = await run(process.execPath, [path.join(root, 'node_modules', tool), ...args], { cwd: root });
  if (code !== 0) throw new SetupError(`the build failed:\n${output}`);
}

/** Without it all works too, only slower: so what goes wrong here is told, and no more. `electron/engine/cached-script.ts` names the file. */
async function ensureCodeCache() {
  const file = path.join(root, `out/cli/main.cjs.${process.version}-${process.arch}.cache`);
  if (existsSync(file)) return;
  const { code, output } = await run(process.execPath, [path.join(root, 'out/main/warm-up.js')], { cwd: root });
  if (code === 0) return;
  say(`No code could be kept compiled, so that each start takes longer:\n${output}`);
  await writeFile(file, '');
}
