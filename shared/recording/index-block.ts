/** `indx`, since 1.3: where the blocks of a session's recording are and which times they hold, so that a part of it can be read without the rest. */
import { z } from '../ipc/schema.ts';

/** More blocks than a file of 1 GiB has. */
const MOST_BLOCKS = 1 << 22;
/** Characters of one block's beginnings, as base64. */
const MOST_OPEN = 1 << 22;

const offset = z.int().min(0);
const offsets = z.array(offset).max(MOST_BLOCKS);
const counts = z.array(z.int().min(1)).max(MOST_BLOCKS);
/** ns since the session started. */
const times = z.array(z.number()).max(MOST_BLOCKS);

/** A value for each block, in the order of the file: where it begins, what it holds, and from when to when. */
const timed = z.object({ offset: offsets, count: counts, from: times, to: times });

export const recordingIndex = z
  .object({
    result: offset,
    notes: offset.nullable(),
    overview: offset.nullable(),
    /** `open`: events that begin anew what had begun before the block and not ended, whole events as base64. */
    events: timed.extend({ open: z.array(z.string().max(MOST_OPEN)).max(MOST_BLOCKS) }),
    samples: timed,
  })
  .refine(({ events, samples }) => isEven(events) && isEven(samples), 'has columns of different lengths');
export type RecordingIndex = z.infer<typeof recordingIndex>;
export type TimedBlocks = z.infer<typeof timed>;

function isEven(columns: Record<string, readonly unknown[]>): boolean {
  const lengths = Object.values(columns).map(({ length }) => length);
  return lengths.every((length) => length === lengths[0]);
}
