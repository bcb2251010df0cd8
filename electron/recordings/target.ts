/** Where a file is made that takes its name only when it is complete. */
import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';

/**
 * What `path` leads to: a link is written through, not replaced. Throws what the file system would say where that is no regular file:
 * whoever may rename a file onto a device would take the device from everybody.
 */
export async function targetOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (found === null) return resolve(path);
  if (found.isFile()) return realpath(path);
  const code = found.isDirectory() ? 'EISDIR' : 'EFTYPE';
  throw Object.assign(new Error(`${code}: no regular file, open '${path}'`), { code, syscall: 'open', path });
}
