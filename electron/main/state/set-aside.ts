/** A file of the lab's own that cannot be used as it is: it is about to be written anew, so a copy stays beside it. */
import { copyFile } from 'node:fs/promises';
import path from 'node:path';

/** Answers where it is now, a sentence. */
export async function setAside(file: string): Promise<string> {
  const aside = `${file}.unread`;
  const copied = await copyFile(file, aside).then(() => true, () => false);
  return copied ? `The file as it was is kept as ${path.basename(aside)}, in ${path.dirname(aside)}.` : `The file is ${file}.`;
}
