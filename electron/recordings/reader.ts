/** Reads a recording of a session, all of it: for who exports it. Who shows it reads the part that is seen (session-file.ts). */
import { EVENT_BYTES } from '../../shared/trace/events.ts';
import type { SessionSample } from '../../shared/trace/session.ts';
import { recordedSamples } from '../../shared/recording/contents.ts';
import { LIMITS, type RecordingLimits } from '../../shared/recording/format.ts';
import { openBlocks, type BlockFile, type RecordedBlock } from './blocks.ts';
import { parseBlock } from './parse.ts';
import { scanSession, type Scanned } from './scan.ts';

export interface Recording extends Scanned {
  sampleCount: number;
  eventCount: number;
  /** Those that samples count the objects of. */
  structs: readonly string[];
  /** In the order of time. */
  samples(): AsyncGenerator<SessionSample>;
  /** The trace in the order it came, in chunks of whole events (trace/events.ts). */
  events(): AsyncGenerator<Uint8Array>;
  close(): Promise<void>;
}

export interface ReadOptions {
  limits?: RecordingLimits;
  /** How often the file was gone through: up to once when it is opened, and once more each time that its events or its samples are read. May throw, to end it. */
  onProgress?: (times: number) => void;
}

/** Throws `RecordingError`. */
export async function openRecording(path: string, { limits = LIMITS, onProgress = () => {} }: ReadOptions = {}): Promise<Recording> {
  const file = await openBlocks(path, limits);
  try {
    return await readAll(file, onProgress);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readAll(file: BlockFile, onProgress: (times: number) => void): Promise<Recording> {
  const [sampleBlocks, eventBlocks]: [number[], number[]] = [[], []];
  const structs = new Set<string>();
  let [sampleCount, eventCount] = [0, 0];
  const scanned = await scanSession(file, {
    began() {},
    events({ offset, payload }) {
      eventBlocks.push(offset);
      eventCount += payload.length / EVENT_BYTES;
    },
    samples(more, { offset }) {
      sampleBlocks.push(offset);
      sampleCount += more.length;
      for (const { objects } of more) for (const { struct } of objects) structs.add(struct);
    },
    progress: (bytes) => onProgress(bytes / file.size),
  });

  let times = 0;
  async function* blocks(offsets: readonly number[]): AsyncGenerator<RecordedBlock> {
    const before = ++times;
    for (const offset of offsets) {
      onProgress(before + offset / file.size);
      yield (await file.block(offset)).block;
    }
  }
  async function* events(): AsyncGenerator<Uint8Array> {
    for await (const { payload } of blocks(eventBlocks)) yield payload;
  }
  async function* samples(): AsyncGenerator<SessionSample> {
    for await (const block of blocks(sampleBlocks)) yield* parseBlock(block, recordedSamples);
  }
  return { ...scanned, sampleCount, eventCount, structs: [...structs], samples, events, close: () => file.close() };
}
