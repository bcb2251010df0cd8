/** Where a scenario comes from: a file of the person's, or the library. Whatever is wrong with a file is said plainly. */
import type { FileHandle } from 'node:fs/promises';
import path from 'node:path';
import type { SourceText } from '../../shared/dialect/diagnostics.ts';
import { MAGIC } from '../../shared/recording/format.ts';
import { scenarioSources } from '../../shared/sources/index.ts';
import { openToRead } from '../recordings/open-to-read.ts';
import { FileError } from './usage-error.ts';

/** The largest scenario anybody would write by hand has some ten thousand characters. */
export const MAX_SOURCE_BYTES = 1 << 20;

const PROBLEMS: Record<string, string> = {
  EACCES: 'permission denied',
  EPERM: 'permission denied',
  ENOTDIR: 'part of its path is no directory',
  ELOOP: 'its links go round in a circle',
  ENAMETOOLONG: 'its name is too long',
};

/** `03-munmap` for `scenarios/03-munmap.scenario.ts`. */
export function shippedName({ path: file }: Pick<SourceText, 'path'>): string {
  return path.basename(file, '.scenario.ts');
}

/** What standard input is called where it is told of. */
const STANDARD_INPUT = 'stdin.ts';

/** Throws `FileError`. */
export async function readScenario(name: string, standardInput: AsyncIterable<Uint8Array> = process.stdin): Promise<SourceText> {
  if (name === '-') return { path: STANDARD_INPUT, text: decode(STANDARD_INPUT, await readStream(standardInput)) };
  let file: FileHandle;
  try {
    file = await openToRead(name);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const shipped = code === 'ENOENT' ? shippedScenario(name) : undefined;
    if (shipped) return shipped;
    if (code === 'ENOENT') throw new FileError(`there is no file ${name}, nor a shipped scenario of that name (faultline list shows them)`);
    throw new FileError(`cannot read ${name}: ${PROBLEMS[code] ?? (error as Error).message}`);
  }
  try {
    return { path: name, text: decode(name, await readBounded(name, file)) };
  } finally {
    await file.close();
  }
}

/** By number (`03`, `3`) or name (`03-munmap`, `munmap`). */
export function shippedScenario(name: string): SourceText | undefined {
  return scenarioSources.find((source) => {
    const shipped = shippedName(source);
    const [, number = '', rest = ''] = /^(\d+)-(.*)$/.exec(shipped) ?? [];
    return name === shipped || name === rest || (/^\d+$/.test(name) && Number(name) === Number(number));
  });
}

async function readBounded(name: string, file: FileHandle): Promise<Uint8Array> {
  const stat = await file.stat();
  if (stat.isDirectory()) throw new FileError(`${name} is a directory, not a scenario`);
  if (!stat.isFile()) throw new FileError(`${name} is not a regular file`);
  const tooLarge = new FileError(`${name} is too large for a scenario: ${(stat.size / 2 ** 20).toFixed(1)} MiB, where 1 MiB is the limit`);
  if (stat.size > MAX_SOURCE_BYTES) throw tooLarge;
  const bytes = new Uint8Array(MAX_SOURCE_BYTES + 1);
  let length = 0;
  for (;;) {
    const { bytesRead } = await file.read(bytes, length, bytes.length - length, length);
    length += bytesRead;
    if (length > MAX_SOURCE_BYTES) throw tooLarge;
    if (bytesRead === 0) return bytes.subarray(0, length);
  }
}

async function readStream(stream: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of stream) {
    length += chunk.length;
    if (length > MAX_SOURCE_BYTES) throw new FileError('what comes by standard input is too large for a scenario: 1 MiB is the limit');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function decode(name: string, bytes: Uint8Array): string {
  if (MAGIC.every((byte, i) => bytes[i] === byte)) throw new FileError(`${name} is a recording, not a scenario: faultline replay and faultline export read the counterexamples in such files, and faultline view opens any`);
  const nul = bytes.indexOf(0);
  if (nul >= 0) throw new FileError(`${name} is a binary file, not a scenario (a zero byte at offset ${nul})`);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new FileError(`${name} is not UTF-8 text, so it is no scenario`);
  }
}
