/** Where a file is made that takes its name only when it is complete. */
import { rmSync, statSync } from 'node:fs';
import { readlink, realpath, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';

/**
 * What `path` leads to: a link is written through, not replaced. Throws what the file system would say where that is no regular file:
 * whoever may rename a file onto a device would take the device from everybody.
 */
export async function targetOf(path: string): Promise<string> {
  const found = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ELOOP') throw error;
    return null;
  });
  if (found === null) {
    // A link may lead to what is not there yet.
    const link = await readlink(path).catch(() => null);
    // Nothing but a folder could be there.
    if (link === null && path.endsWith('/')) throw irregular(path, 'EISDIR');
    return link === null ? resolve(path) : targetOf(resolve(await realpath(dirname(path)), link));
  }
  if (found.isFile()) return realpath(path);
  throw irregular(path, found.isDirectory() ? 'EISDIR' : 'EFTYPE');
}

function irregular(path: string, code: string): Error {
  return Object.assign(new Error(`${code}: no regular file, open '${path}'`), { code, syscall: 'open', path });
}

/** By their paths, the inodes. */
const unfinished = new Map<string, number>();
/** Electron hands over what the disk has answered even after it was told to exit. */
let hasLeft = false;

/** Where it is until it is complete. */
export function partOf(target: string): string {
  return `${target}.part`;
}

/** Before there is one: throws once nobody would remove it any more. */
export function refuseOnceLeft(): void {
  if (hasLeft) throw new Error('the program has ended');
}

/** It is there. */
export function beginPart(part: string, inode: number): void {
  unfinished.set(part, inode);
}

/** It has its name, or was given up. */
export function endPart(part: string): void {
  unfinished.delete(part);
}

/** Whether anything is on its way. */
export function isUnfinished(): boolean {
  return unfinished.size > 0;
}

/** For who leaves at once: nothing is begun after it. What cannot be removed, as its disk has gone, keeps nobody. */
export function removeUnfinished(): void {
  hasLeft = true;
  for (const [part, inode] of unfinished) {
    try {
      // Another program's is left alone.
      if (statSync(part, { throwIfNoEntry: false })?.ino === inode) rmSync(part);
    } catch (error) {
      console.error('A file that is not whole could not be removed:', error);
    }
  }
}
