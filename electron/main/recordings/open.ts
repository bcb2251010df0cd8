/** Opens a recording that the person chose, dropped or named: everything in it is checked before anything of it is used. */
import path from 'node:path';
import { LabError } from '../../../shared/ipc/reply.ts';
import type { OpenedRecording } from '../../../shared/ipc/recordings.ts';
import { kernelOf } from '../../../shared/variants/kernel.ts';
import { openExploration } from '../../recordings/exploration.ts';
import { RecordingError } from '../../recordings/recording-error.ts';

/** Throws `LabError`. */
export async function openRecording(file: string): Promise<OpenedRecording> {
  const name = path.basename(file);
  try {
    const { meta, sources: [scenario, ...kernel], verdict } = await openExploration(file);
    const ours = new Map(kernelOf(meta.protocol).map((source) => [source.path, source.text]));
    const same = kernel.length === ours.size && kernel.every((source) => ours.get(source.path) === source.text);
    return { name, meta, sources: [scenario!, ...(same ? [] : kernel)], verdict };
  } catch (error) {
    if (error instanceof RecordingError) throw new LabError('not-possible', `${name} cannot be opened: ${error.message}.`);
    throw error;
  }
}
