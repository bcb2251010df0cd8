/** Source files on disk: read with limits. What is written is written so that a crash leaves the old content or the new one, never half. */
import { stat } from 'node:fs/promises';
import path from 'node:path';
import type { OpenedFile } from '../../../shared/ipc/documents.ts';
import { limits } from '../../../shared/ipc/limits.ts';
import { LabError } from '../../../shared/ipc/reply.ts';
import { fileWords, isFileError } from '../../../shared/report/file-errors.ts';
import { openToRead } from '../../recordings/open-to-read.ts';
import { Part } from '../../recordings/part.ts';

export async function readTextFile(file: string, maxBytes: number = limits.sourceChars): Promise<OpenedFile> {
  const name = path.basename(file);
  const bytes = await attempt(`Cannot open ${file}`, 'reading', async () => {
    const handle = await openToRead(file);
    try {
      const { size, isFile } = await handle.stat().then((found) => ({ size: found.size, isFile: found.isFile() }));
      if (!isFile) throw new LabError('not-text', `${name} is not a file, and was not opened. Choose a scenario (.ts).`);
      if (size > maxBytes) {
        throw new LabError('too-large', `${name} has ${megabytes(size)}; a scenario has at most ${megabytes(maxBytes)}, so it was not opened. Choose another file, or make it shorter.`);
      }
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  });
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw notText(name);
  }
  if (text.includes('\0')) throw notText(name);
  return { path: file, name, text };
}

/** One write after the other: what is asked for last is what stays. */
export function writeWholeFile(file: string, content: string | Uint8Array): Promise<void> {
  const work = (): Promise<void> => writeWhole(file, content);
  const done = lastWrite.then(work, work);
  lastWrite = done;
  return done;
}

let lastWrite: Promise<void> = Promise.resolve();

async function writeWhole(file: string, content: string | Uint8Array): Promise<void> {
  await attempt(`Cannot save ${file}`, 'writing', async () => {
    const part = await Part.begin(file, { at: hidden, mode: modeOf });
    try {
      await part.file.writeFile(content);
      await part.complete();
    } catch (error) {
      await part.giveUp();
      throw error;
    }
  });
}

/** Always the same name: what a killed lab left half written is replaced. */
function hidden(target: string): string {
  return path.join(path.dirname(target), `.${path.basename(target)}.part`);
}

/** Of what it replaces. */
async function modeOf(target: string): Promise<number> {
  return stat(target).then((found) => found.mode, () => 0o644);
}

async function attempt<T>(what: string, doing: 'reading' | 'writing', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!isFileError(error)) throw error;
    throw new LabError(error.code === 'ENOENT' ? 'not-found' : 'io', `${what}: ${fileWords(error, doing)}`);
  }
}

function notText(name: string): LabError {
  return new LabError('not-text', `${name} is not a text file (UTF-8), and was not opened. Choose a scenario (.ts), or save it as UTF-8 in the program that it is from.`);
}

function megabytes(bytes: number): string {
  return bytes < 1 << 20 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / (1 << 20)).toFixed(1)} MB`;
}
