/** Where results go. */
import { fstatSync, writeFileSync } from 'node:fs';
import type { Screen } from './progress.ts';

/** A disk that becomes full takes the beginning of a text, and Node takes that for all of it: into a file it is written until there is an error, or nothing left. */
export function wholeOutput(stream: NodeJS.WriteStream & { fd: number }): Screen {
  if (!fstatSync(stream.fd).isFile()) return stream;
  return {
    write: (text) => {
      try {
        writeFileSync(stream.fd, text);
      } catch (error) {
        stream.emit('error', error);
      }
    },
  };
}
