/** The command line's code, with all that it needs, in one script: `out/cli/main.cjs`, built from `main.ts`. */
// First: V8 refuses a cache that was made under other flags.
import '../engine/live/branch-hints.ts';
import './optimise-later.ts';
import { fileURLToPath } from 'node:url';
import { CachedScript } from '../engine/cached-script.ts';
import type * as Main from './main.ts';

/** `folder`: that of the built entry, `out/main/`. */
export function loadProgram(folder: URL): { script: CachedScript } & typeof Main {
  const script = new CachedScript(fileURLToPath(new URL('../cli/main.cjs', folder)));
  return { script, ...(script.run() as typeof Main) };
}
