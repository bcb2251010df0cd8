/** Where a file is made that takes its name only when it is complete. */
import { rmSync } from 'node:fs';
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

const unfinished = new Set<string>();

/** Where it is until it is complete. */
export function partOf(target: string): string {
  return `${target}.part`;
}

/** It is there. */
export function beginPart(part: string): void {
  unfinished.add(part);
}

/** It has its name, or was given up. */
export function endPart(part: string): void {
  unfinished.delete(part);
}

/** For who leaves at once: what cannot be removed, as its disk has gone, keeps nobody. */
export function removeUnfinished(): void {
  for (const part of unfinished) {
    try {
      rmSync(part, { force: true });
    } catch (error) {
      console.error('A file that is not whole could not be removed:', error);
    }
  }
}
