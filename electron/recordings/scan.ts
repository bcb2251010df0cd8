/** Goes through a whole recording of a session: everything in it is checked before anything of it is used. */
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
import { noNotes, recordedNotes, type RecordedNotes } from '../../shared/recording/notes.ts';
import { EVENT_BYTES } from '../../shared/trace/events.ts';
import type { BlockFile, RecordedBlock } from './blocks.ts';
import { checkEvents } from './check-events.ts';
import { parseBlock } from './parse.ts';
import { RecordingError } from './recording-error.ts';

export interface Scanned {
  meta: RecordingMeta;
  sources: RecordedSources;
  result: SessionResult;
  notes: RecordedNotes;
}

export interface ScanVisitor {
  /** Before any of the others. */
  began(meta: RecordingMeta): void;
  sources?(sources: RecordedSources): void;
  /** These two are waited for. */
  events(block: RecordedBlock): void | Promise<void>;
  samples(samples: SessionSample[], block: RecordedBlock): void | Promise<void>;
  /** Before each block: bytes so far. May throw, to end it. */
  progress?(bytes: number): void;
}

/** Throws `RecordingError`. */
export async function scanSession(file: BlockFile, visitor: ScanVisitor): Promise<Scanned> {
  let meta: RecordingMeta | undefined;
  let sources: RecordedSources | undefined;
  let result: SessionResult | undefined;
  let notes: RecordedNotes = noNotes;
  let events = 0;
  let samples = 0;
  let blocks = 0;

  for await (const block of file.blocks()) {
    visitor.progress?.(block.offset);
    switch (block.type) {
      case 'meta':
        meta = parseBlock(block, recordingMeta);
        visitor.began(meta);
        break;
      case 'expl':
        throw anExploration();
      case 'srcs':
        sources = parseBlock(block, recordedSources);
        visitor.sources?.(sources);
        break;
      case 'evts':
        if (!meta) throw misplaced(block);
        checkEvents(block, meta);
        events += block.payload.length / EVENT_BYTES;
        if (block.payload.length > 0) await visitor.events(block);
        break;
      case 'smpl': {
        if (!meta) throw misplaced(block);
        const parsed = parseBlock(block, recordedSamples);
        samples += parsed.length;
        if (parsed.length > 0) await visitor.samples(parsed, block);
        break;
      }
      case 'rslt':
        result = parseBlock(block, recordedResult);
        break;
      case 'note':
        notes = parseBlock(block, recordedNotes);
        break;
      case 'end ': {
        const end = parseBlock(block, recordingEnd);
        if (end.blocks !== blocks || end.events !== events || end.samples !== samples) throw new RecordingError('damaged', 'parts of the recording are missing');
        break;
      }
      // The index, which says nothing new to who has seen all; or a later minor version's, which can be done without.
      default:
    }
    blocks++;
  }
  if (!meta || !sources || !result) throw new RecordingError('damaged', `the recording has no ${!meta ? 'meta' : !sources ? 'srcs' : 'rslt'} block`);
  return { meta, sources, result, notes };
}

export function anExploration(): RecordingError {
  return new RecordingError('other', 'this is the recording of an exploration, not of a live session: faultline replay shows it');
}

function misplaced(block: RecordedBlock): RecordingError {
  return new RecordingError('damaged', `the ${block.type} block at byte ${block.offset} comes before what it needs`);
}
