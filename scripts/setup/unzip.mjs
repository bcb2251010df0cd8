import { createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
// @ts-expect-error yauzl ships no types.
import yauzl from 'yauzl';

/**
 * Unpacks an archive of plain files and folders, with their permissions.
 * @param {string} archive
 * @param {string} target the folder to create
 */
export async function unzip(archive, target) {
  // yauzl itself refuses names that lead out of the folder.
  const zip = await yauzl.openPromise(archive);
  for await (const entry of zip.eachEntry()) {
    const file = path.join(target, entry.fileName);
    if (entry.fileName.endsWith('/')) {
      await mkdir(file, { recursive: true });
      continue;
    }
    await mkdir(path.dirname(file), { recursive: true });
    const mode = (entry.externalFileAttributes >>> 16) & 0o777;
    await pipeline(await zip.openReadStreamPromise(entry), createWriteStream(file, { mode: mode || 0o644 }));
  }
}
