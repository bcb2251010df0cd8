import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';
import { compilerOfBuild } from './build.mjs';
import { root } from './paths.mjs';
import { run, say } from './process.mjs';

const folder = path.join(root, 'out/images');
/** Which compiler they are of, and for how many cores: there only when all of them are. */
const whole = path.join(folder, 'whole');
/** Each takes 300 MB, and there are some forty scenarios. */
const MOST_PROCESSES = 4;

/**
 * Compiles the mistakes that ship for explorations, after a build. They are not part of it, as the window and the tests do without; and without them all
 * works, too, only slower: so what goes wrong here is told, and no more.
 */
export async function ensureImages() {
  const cores = availableParallelism();
  const wanted = `${await compilerOfBuild()}\n${cores}`;
  if ((await readFile(whole, 'utf8').catch(() => '')) === wanted) return;
  say('Compiling the shipped scenarios …');
  await rm(folder, { recursive: true, force: true });
  const of = Math.min(cores, MOST_PROCESSES);
  const ends = await Promise.all(Array.from({ length: of }, (_, i) => run(process.execPath, [path.join(root, 'out/main/keep-images.js'), `${i}`, `${of}`], { cwd: root })));
  const failed = ends.find(({ code }) => code !== 0);
  if (failed) return say(`Not all of them could be kept compiled, so that exploring one takes longer the first time:\n${failed.output}`);
  await mkdir(folder, { recursive: true });
  await writeFile(whole, wanted);
}
