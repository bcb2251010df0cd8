/** Where a person wants something written, under the name that it is found by again. */
import { access } from 'node:fs/promises';
import path from 'node:path';

/**
 * The file with its ending. The system's dialog has asked about the name that was typed: `mayReplace` asks about another one that is there. Null
 * when the person changed their mind.
 */
export async function withEnding(file: string, ending: string, mayReplace: (name: string) => Promise<boolean>): Promise<string | null> {
  if (file.toLowerCase().endsWith(ending)) return file;
  const ended = `${file}${ending}`;
  const isThere = await access(ended).then(() => true, () => false);
  return !isThere || (await mayReplace(path.basename(ended))) ? ended : null;
}
