/** Writes a recording anew in the present format, with other notes: whole or not at all, onto itself, too. */
import type { RecordingMeta } from '../../shared/recording/contents.ts';
import { LIMITS, VERSION } from '../../shared/recording/format.ts';
import type { RecordedNotes } from '../../shared/recording/notes.ts';
import { isBefore, type FormatVersion } from '../../shared/recording/upgrade.ts';
import { openBlocks } from './blocks.ts';
import type { CopyOptions } from './copy-options.ts';
import { openExploration } from './exploration.ts';
import { RecordingError } from './recording-error.ts';
import { scanSession } from './scan.ts';
import { RecordingWriter } from './writer.ts';

/** Goes through all of it. Answers the format that it had. Throws `RecordingError`, or what the file system says. */
export async function renewSession(path: string, target: string, notes: RecordedNotes, { signal, onProgress }: CopyOptions = {}): Promise<FormatVersion> {
  const file = await openBlocks(path, LIMITS);
  try {
    await written(target, async (writer) => {
      let meta: RecordingMeta | undefined;
      let begun = false;
      const needBeginning = (): void => {
        if (!begun) throw new RecordingError('damaged', 'the events of the recording come before its sources');
      };
      const { result } = await scanSession(file, {
        began: (found) => (meta = found),
        sources(sources) {
          if (!meta || begun) return;
          void writer.begin(meta, sources);
          begun = true;
        },
        events({ payload }) {
          needBeginning();
          return writer.events(payload);
        },
        async samples(samples) {
          needBeginning();
          for (const sample of samples) await writer.sample(sample);
        },
        progress(bytes) {
          signal?.throwIfAborted();
          onProgress?.(bytes / file.size);
        },
      });
      needBeginning();
      // All of it, or nothing.
      await writer.soFar();
      if (writer.shortfall !== null) throw new RecordingError('too-large', 'it is almost as large as a recording may be, and has no room for notes');
      await writer.finish(result, notes);
    });
    return file.version;
  } finally {
    await file.close();
  }
}

/** It is small. Answers the format that it had, where that was an earlier one, else null. Throws as above. */
export async function renewExploration(path: string, target: string, notes: RecordedNotes): Promise<FormatVersion | null> {
  const recording = await openExploration(path);
  await written(target, (writer) => writer.exploration({ ...recording, notes }));
  return isBefore(recording.format, VERSION) ? recording.format : null;
}

async function written(target: string, work: (writer: RecordingWriter) => Promise<void>): Promise<void> {
  const writer = await RecordingWriter.create(target);
  try {
    await work(writer);
  } catch (error) {
    await writer.discard();
    throw error;
  }
}
