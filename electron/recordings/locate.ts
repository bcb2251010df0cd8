/** Finds everything in a recording by its index, without reading the rest. */
import { recordedResult, recordedSources, recordingEnd, recordingMeta } from '../../shared/recording/contents.ts';
import { HEADER_BYTES } from '../../shared/recording/format.ts';
import { recordingIndex, type RecordingIndex, type TimedBlocks } from '../../shared/recording/index-block.ts';
import { noNotes, recordedNotes } from '../../shared/recording/notes.ts';
import type { FormatVersion } from '../../shared/recording/upgrade.ts';
import type { z } from '../../shared/ipc/schema.ts';
import type { BlockFile, RecordedBlock } from './blocks.ts';
import { parseBlock } from './parse.ts';
import { RecordingError } from './recording-error.ts';
import { anExploration, type Scanned } from './scan.ts';

export interface Located extends Scanned {
  index: RecordingIndex;
  /** `ovrv`, not checked yet; null: there is none. */
  overview: Uint8Array | null;
  counts: { events: number; samples: number };
  /** Before its result. */
  blocks: number;
  version: FormatVersion;
}

/** Null when it has no index, or no end that can be found: then it has to be gone through. Throws `RecordingError`. */
export async function locateSession(file: BlockFile): Promise<Located | null> {
  const first = await file.block(HEADER_BYTES);
  if (first.block.type === 'expl') throw anExploration();
  const last = await file.lastBlock();
  if (!last) return null;
  const end = parseBlock(last, recordingEnd);
  if (end.index === null) return null;
  const index = await parsed('indx', end.index, recordingIndex);
  const { events, samples } = index;
  if (sum(events.count) !== end.events || sum(samples.count) !== end.samples || !isRising(events) || !isRising(samples)) {
    throw new RecordingError('damaged', 'the index of the recording does not fit it');
  }
  return {
    index,
    meta: parseBlock(typed(first.block, 'meta'), recordingMeta),
    sources: await parsed('srcs', first.next, recordedSources),
    result: await parsed('rslt', index.result, recordedResult),
    notes: index.notes === null ? noNotes : await parsed('note', index.notes, recordedNotes),
    overview: index.overview === null ? null : (await block('ovrv', index.overview)).payload,
    counts: { events: end.events, samples: end.samples },
    // After it: the index and the end, and what else there is.
    blocks: end.blocks - 2 - Number(index.notes !== null) - Number(index.overview !== null),
    version: last.version,
  };

  async function block(type: string, offset: number): Promise<RecordedBlock> {
    return typed((await file.block(offset)).block, type);
  }

  async function parsed<T>(type: string, offset: number, schema: z.ZodType<T>): Promise<T> {
    return parseBlock(await block(type, offset), schema);
  }
}

/** Throws `RecordingError` when it is of another type than the index says. */
export function typed(block: RecordedBlock, type: string): RecordedBlock {
  if (block.type !== type) throw new RecordingError('damaged', `the block at byte ${block.offset} is not the ${type} block that should be there`);
  return block;
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}

/** Whether its blocks follow each other, each with times that do. */
function isRising({ offset, from, to }: TimedBlocks): boolean {
  return offset.every((at, i) => (i === 0 || at > offset[i - 1]!) && to[i]! >= from[i]!);
}
