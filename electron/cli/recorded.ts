/** Recordings that commands read: what is wrong with one is the person's to know, by the file's name. */
import type { CounterexampleSubject } from '../../shared/recording/export/subjects.ts';
import type { KeptImages } from '../engine/explore/kept-images.ts';
import { fromItf } from '../engine/replay/from-itf.ts';
import { Unplayable } from '../engine/replay/recorded.ts';
import { openExploration, type ExplorationRecording } from '../recordings/exploration.ts';
import { looksLikeItf, readItf } from '../recordings/itf.ts';
import { openRecording, type Recording } from '../recordings/reader.ts';
import { openSessionFile } from '../recordings/open-session-file.ts';
import { ADVICE, RecordingError } from '../recordings/recording-error.ts';
import { fileWord } from './flags.ts';
import { shippedScenario } from './scenario-file.ts';
import { FileError } from './usage-error.ts';

/** Throws `FileError`. */
export async function openCounterexample(path: string, kept?: KeptImages): Promise<CounterexampleSubject> {
  return counterexampleOf(path, await orUnreadable(path, () => explored(path, kept)));
}

/** A session or an exploration, whichever it is. The session's file stays open; how often it was gone through is told. Throws `FileError`. */
export async function openAny(path: string, onProgress?: (times: number) => void, kept?: KeptImages): Promise<{ session: Recording } | { exploration: ExplorationRecording }> {
  try {
    return { exploration: await explored(path, kept) };
  } catch (error) {
    if (!(error instanceof RecordingError) || error.reason !== 'other') throw asFileError(path, error);
    return { session: await orUnreadable(path, () => openRecording(path, { onProgress })) };
  }
}

/** Whether it is a recording, or a trace, that the window can open: of a session, no more is read than has to be. Throws `FileError`. */
export async function checkRecording(path: string): Promise<void> {
  try {
    await ((await looksLikeItf(path)) ? readItf(path) : openExploration(path));
  } catch (error) {
    if (!(error instanceof RecordingError) || error.reason !== 'other') throw asFileError(path, error);
    await (await orUnreadable(path, () => openSessionFile(path))).close();
  }
  if (!/\.(?:faultline|json)$/.test(path)) throw new FileError(`${path}: the window knows recordings by their names, which end in .faultline, and traces by .json: give it, or a copy, such a name`);
}

/** The recording of an exploration, or a trace that was exported from one. */
async function explored(path: string, kept?: KeptImages): Promise<ExplorationRecording> {
  if (!(await looksLikeItf(path))) return openExploration(path);
  const trace = await readItf(path);
  return orUnplayable(path, () => fromItf(trace, kept));
}

/** Throws `FileError` when there is none. */
export function counterexampleOf(path: string, { meta, sources, verdict }: ExplorationRecording): CounterexampleSubject {
  const violation = verdict.violation ?? verdict.witness;
  if (!violation) throw new FileError(`${path} holds no schedule: its exploration ended ${verdict.outcome.replaceAll('-', ' ')} (faultline view ${fileWord(path)} shows what it covers)`);
  return { meta, sources, verdict, violation };
}

/** Throws `FileError` in place of `Unplayable`. */
export async function orUnplayable<T>(path: string, work: () => T | Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Unplayable) throw new FileError(`${path} cannot be replayed: ${error.message}`);
    throw error;
  }
}

/** Throws `FileError` in place of `RecordingError`: also while it is gone through, as it may be written anew meanwhile. */
export async function orUnreadable<T>(path: string, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw asFileError(path, error);
  }
}

function asFileError(path: string, error: unknown): unknown {
  if (!(error instanceof RecordingError)) return error;
  const { reason, message } = error;
  const isScenario = (reason === 'foreign' && path.endsWith('.ts')) || (reason === 'missing' && shippedScenario(path));
  return new FileError(isScenario ? `${path} is a scenario, not a recording: faultline explore ${fileWord(path)} -o FILE.faultline makes one, and so does faultline run` : `${path}: ${message}${ADVICE[reason]}`);
}
