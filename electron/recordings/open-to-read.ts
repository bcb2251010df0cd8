/** Opens what a person, or a stranger, named. */
import { constants } from 'node:fs';
import { open, type FileHandle } from 'node:fs/promises';
import { fileWords } from '../../shared/report/file-errors.ts';
import { RecordingError } from './recording-error.ts';

/** A pipe, too, is open at once: else a thread of this program would wait for somebody to write into it, for ever, and of those there are four. Throws what the file system says. */
export function openToRead(path: string): Promise<FileHandle> {
  return open(path, constants.O_RDONLY | constants.O_NONBLOCK);
}

/** The same of a recording, or of what is to become one. Throws `RecordingError`. */
export function openRecorded(path: string): Promise<FileHandle> {
  return openToRead(path).catch((error: NodeJS.ErrnoException) => {
    throw new RecordingError('missing', fileWords(error, 'reading'), { cause: error });
  });
}
