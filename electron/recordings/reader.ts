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

export interface ReadOptions {
  limits?: RecordingLimits;
  /** How often the file was gone through: up to once when it is opened, and once more each time that its events are read. May throw, to end it. */
  onProgress?: (times: number) => void;
}

/** Throws `RecordingError`. */
export async function openRecording(path: string, { limits = LIMITS, onProgress = () => {} }: ReadOptions = {}): Promise<Recording> {
  const file = await openBlocks(path, limits);
  try {
    return await readAll(file, limits, onProgress);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readAll(file: BlockFile, limits: RecordingLimits, onProgress: (times: number) => void): Promise<Recording> {
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
    progress: (bytes) => onProgress(bytes / file.size),
  });

  let times = 0;
  async function* events(): AsyncGenerator<Uint8Array> {
    times++;
    for (const offset of eventBlocks) {
      onProgress(times + offset / file.size);
      yield (await file.block(offset)).block.payload;
    }
  }
  return { ...scanned, samples, eventCount, events, close: () => file.close() };
}
