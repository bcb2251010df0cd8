/** Which sources `out/` was built from. */
import { readFile } from 'node:fs/promises';

/** Their digest (scripts/setup/build.mjs); null where the build does not say. `out`: the folder of the build. */
export async function buildDigest(out: URL): Promise<string | null> {
  const [digest = ''] = (await readFile(new URL('.inputs.sha256', out), 'utf8').catch(() => '')).split('\n');
  return digest || null;
}
