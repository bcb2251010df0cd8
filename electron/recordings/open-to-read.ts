/** Opens what a person, or a stranger, named. */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';

/** A pipe, too, is open at once: else a thread of this program would wait for somebody to write into it, for ever, and of those there are four. Throws what the file system says. */
export function openToRead(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDONLY | constants.O_NONBLOCK);
}
