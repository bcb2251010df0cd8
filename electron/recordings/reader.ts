/** Reads a recording of a session, all of it: for who exports it. Who shows it reads the part that is seen (session-file.ts). */
import { EVENT_BYTES } from '../../shared/trace/events.ts';
import type { SessionSample } from '../../shared/trace/session.ts';
import { LIMITS, type RecordingLimits } from '../../shared/recording/format.ts';
import { openBlocks, type BlockFile } from './blocks.ts';
import { RecordingError } from './recording-error.ts';
import { scanSession, type Scanned } from './scan.ts';

export interface Recording extends Scanned {
  samples: SessionSample[];
  eventCount: number;
  /** The trace in the order it came, in chunks of whole events (trace/events.ts). */
  events(): AsyncGenerator<Uint8Array>;
  close(): Promise<void>;
}

/** Throws `RecordingError`. */
export async function openRecording(path: string, limits: RecordingLimits = LIMITS): Promise<Recording> {
  const file = await openBlocks(path, limits);
  try {
    return await readAll(file, limits);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readAll(file: BlockFile, limits: RecordingLimits): Promise<Recording> {
  const samples: SessionSample[] = [];
  const eventBlocks: number[] = [];
  let eventCount = 0;
  const scanned = await scanSession(file, {
    began() {},
    events({ offset, payload }) {
      eventBlocks.push(offset);
      eventCount += payload.length / EVENT_BYTES;
    },
    samples(more) {
      for (const sample of more) samples.push(sample);
      if (samples.length > limits.samples) throw new RecordingError('too-large', `the recording has more than ${limits.samples} samples`);
    },
  });

  async function* events(): AsyncGenerator<Uint8Array> {
    for (const offset of eventBlocks) yield (await file.block(offset)).block.payload;
  }
  return { ...scanned, samples, eventCount, events, close: () => file.close() };
}
