/** What a build was made from, as `scripts/setup/build.mjs` says in it. */
import { readFileSync } from 'node:fs';

export interface BuildDigests {
  /** Of all sources. */
  all: string;
  /** Of the compiler, and of all that it compiles. */
  compiler: string;
}

/** `out`: the folder of the build. Each undefined where it does not say. */
export function buildDigests(out: URL): Partial<BuildDigests> {
  try {
    const [all, , compiler] = readFileSync(new URL('.inputs.sha256', out), 'utf8').split('\n');
    return { ...(all && { all }), ...(compiler && { compiler }) };
  } catch {
    return {};
  }
}
