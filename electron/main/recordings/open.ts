/** Opens a recording that the person chose, dropped or named: everything in it is checked before anything of it is used. */
import path from 'node:path';
import { LabError } from '../../../shared/ipc/reply.ts';
import type { OpenedExploration, OpenedSession } from '../../../shared/ipc/recordings.ts';
import type { RecordedSources } from '../../../shared/recording/contents.ts';
import { fileWords, isFileError } from '../../../shared/report/file-errors.ts';
import { kernelOf } from '../../../shared/variants/kernel.ts';
import { openExploration } from '../../recordings/exploration.ts';
import { ownBuffer } from '../../recordings/own-buffer.ts';
import { ADVICE, RecordingError } from '../../recordings/recording-error.ts';
import { openSessionFile } from '../../recordings/open-session-file.ts';
import type { SessionFile } from '../../recordings/session-file.ts';
import type { JobControl } from './file-job.ts';

/** Throws `LabError`. */
export async function openAny(file: string, control: JobControl): Promise<Omit<OpenedExploration, 'recording' | 'path'> | SessionFile> {
  const name = path.basename(file);
  return inWords(name, 'opened', async () => {
    try {
      const { meta, sources, verdict, notes, format } = await openExploration(file);
      return { kind: 'exploration', name, format, meta, sources: withOtherKernel(meta.protocol, sources), verdict, notes };
    } catch (error) {
      if (error instanceof RecordingError && error.reason === 'other') return openSessionFile(file, control);
      throw error;
    }
  });
}

/** What the window hears of it at first. */
export function toldSession(recording: number, at: string, file: SessionFile): OpenedSession {
  const { contents, format, index: { events } } = file;
  const { meta, sources, result, notes } = contents;
  const { count, from, to } = events;
  return { kind: 'session', recording, path: at, name: path.basename(at), format, meta, sources: withOtherKernel(meta.session.protocol, sources), result, notes, events: { count, from, to }, overview: asBuffer(file.takeOverview() ?? new Uint8Array()) };
}

/** In a buffer of its own, as it goes to the window. */
export function asBuffer(bytes: Uint8Array): ArrayBuffer {
  return ownBuffer(bytes).buffer;
}

/** Throws `LabError` in place of `RecordingError`, and of what the file system says. */
export async function inWords<T>(name: string, done: 'opened' | 'read' | 'written', work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    const failed = `${name} cannot be ${done}`;
    if (isFileError(error)) throw new LabError(codeOf(error), `${failed}: ${fileWords(error, done === 'written' ? 'writing' : 'reading')}`);
    if (!(error instanceof RecordingError)) throw error;
    throw new LabError(codeOf(error.cause), `${failed}: ${error.message}${ADVICE[error.reason]}`);
  }
}

/** Gone, or there and refused. */
function codeOf(error: unknown): 'not-found' | 'not-possible' {
  return isFileError(error) && error.code === 'ENOENT' ? 'not-found' : 'not-possible';
}

/** The scenario; after it the kernel, where it is not ours. */
function withOtherKernel(protocol: string, [scenario, ...kernel]: RecordedSources): RecordedSources {
  const ours = new Map(kernelOf(protocol).map((source) => [source.path, source.text]));
  const same = kernel.length === ours.size && kernel.every((source) => ours.get(source.path) === source.text);
  return [scenario!, ...(same ? [] : kernel)];
}
