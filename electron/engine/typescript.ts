/**
 * TypeScript as the lab's threads load it: the build puts this module in place of `typescript`, and the script itself beside the
 * workers. Its cache of compiled code lies there, too, one for each V8 with its flags.
 */
import { cachedDataVersionTag } from 'node:v8';
import { fileURLToPath } from 'node:url';
import type ts from 'typescript';
import { CachedScript } from './cached-script.ts';

// Seen from out/main/chunks.
const file = fileURLToPath(new URL('../typescript.cjs', import.meta.url));
const script = new CachedScript(file, `${file}.${cachedDataVersionTag()}.cache`);

export default script.run() as typeof ts;

/** Keeps what has been compiled by now for the next start, unless there was something kept. Takes some 100 ms. */
export function keepCompiled(): void {
  try {
    script.save();
  } catch {
    // Where nothing can be written, each start compiles anew.
  }
}
