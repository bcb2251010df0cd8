/** Reads a recording: everything in it is checked before anything of it is used. */
import { EVENT_BYTES, EVENT_OFFSET } from '../../shared/trace/events.ts';
import type { SessionResult, SessionSample } from '../../shared/trace/session.ts';
import {
  recordedResult,
  recordedSamples,
  recordedSources,
  recordingEnd,
  recordingMeta,
  type RecordedSources,
  type RecordingMeta,
} from '../../shared/recording/contents.ts';
import { LIMITS, type RecordingLimits } from '../../shared/recording/format.ts';
import { noNotes, recordedNotes, type RecordedNotes } from '../../shared/recording/notes.ts';
import { openBlocks, type BlockFile, type RecordedBlock } from './blocks.ts';
import { parseBlock } from './parse.ts';
import { RecordingError } from './recording-error.ts';

export interface Recording {
  meta: RecordingMeta;
  sources: RecordedSources;
  samples: SessionSample[];
  result: SessionResult;
  notes: RecordedNotes;
  eventCount: number;
  /** The trace in the order it came, in chunks of whole events (trace/events.ts). */
  events(): AsyncGenerator<Uint8Array>;
  close(): Promise<void>;
}

/** Throws `RecordingError`. */
export async function openRecording(path: string, limits = LIMITS): Promise<Recording> {
  const file = await openBlocks(path, limits);
  try {
    return await readAll(file, limits);
  } catch (error) {
    await file.close();
    throw error;
  }
}

async function readAll(file: BlockFile, limits: RecordingLimits): Promise<Recording> {
  let meta: RecordingMeta | undefined;
  let sources: RecordedSources | undefined;
  let result: SessionResult | undefined;
  let notes: RecordedNotes = noNotes;
  const samples: SessionSample[] = [];
  const eventBlocks: number[] = [];
  let eventCount = 0;
  let blocks = 0;

  for await (const block of file.blocks()) {
    switch (block.type) {
      case 'meta':
        meta = parseBlock(block, recordingMeta);
        break;
      case 'expl':
        throw new RecordingError('other', 'this is the recording of an exploration, not of a live session: faultline replay shows it');
      case 'srcs':
        sources = parseBlock(block, recordedSources);
        break;
      case 'evts':
        if (!meta) throw misplaced(block);
        checkEvents(block, meta);
        eventBlocks.push(block.offset);
        eventCount += block.payload.length / EVENT_BYTES;
        break;
      case 'smpl':
        for (const sample of parseBlock(block, recordedSamples)) samples.push(sample);
        if (samples.length > limits.samples) throw new RecordingError('too-large', `the recording has more than ${limits.samples} samples`);
        break;
      case 'rslt':
        result = parseBlock(block, recordedResult);
        break;
      case 'note':
        notes = parseBlock(block, recordedNotes);
        break;
      case 'end ': {
        const end = parseBlock(block, recordingEnd);
        if (end.blocks !== blocks || end.events !== eventCount || end.samples !== samples.length) {
          throw new RecordingError('damaged', 'parts of the recording are missing');
        }
        break;
      }
      // A later minor version's: it can be done without.
      default:
    }
    blocks++;
  }
  if (!meta || !sources || !result) throw new RecordingError('damaged', `the recording has no ${!meta ? 'meta' : !sources ? 'srcs' : 'rslt'} block`);

  async function* events(): AsyncGenerator<Uint8Array> {
    for (const offset of eventBlocks) yield (await file.block(offset)).block.payload;
  }
  return { meta, sources, samples, result, notes, eventCount, events, close: () => file.close() };
}

/** Whether every event names a time, an event, a thread and a site that exist. */
function checkEvents(block: RecordedBlock, { session }: RecordingMeta): void {
  const { payload } = block;
  const view = new DataView(payload.buffer, payload.byteOffset, payload.byteLength);
  let fine = payload.length % EVENT_BYTES === 0;
  for (let at = 0; fine && at < payload.length; at += EVENT_BYTES) {
    fine =
      Number.isFinite(view.getFloat64(at + EVENT_OFFSET.time, true)) &&
      view.getUint16(at + EVENT_OFFSET.event, true) < session.events.length &&
      view.getUint16(at + EVENT_OFFSET.thread, true) < session.threads.length &&
      view.getUint32(at + EVENT_OFFSET.site, true) < session.sites.length;
  }
  if (!fine) throw new RecordingError('damaged', `the trace block at byte ${block.offset} has events that make no sense`);
}

function misplaced(block: RecordedBlock): RecordingError {
  return new RecordingError('damaged', `the ${block.type} block at byte ${block.offset} comes before what it needs`);
}
