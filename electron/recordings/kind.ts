/** What a recording holds, by its first block: no more of it is read. */
import { z } from '../../shared/ipc/schema.ts';
import { HEADER_BYTES, LIMITS } from '../../shared/recording/format.ts';
import type { RecordingKind } from '../../shared/recording/kind.ts';
import { openBlocks } from './blocks.ts';
import { parseBlock } from './parse.ts';
import { RecordingError } from './recording-error.ts';

const ofSession = z.object({ session: z.object({ mode: z.enum(['trace', 'throughput']) }) });

/** Throws `RecordingError`. */
export async function recordingKind(path: string): Promise<RecordingKind> {
  const file = await openBlocks(path, LIMITS);
  try {
    const { block } = await file.block(HEADER_BYTES);
    if (block.type === 'expl') return 'exploration';
    if (block.type === 'meta') return parseBlock(block, ofSession).session.mode;
    throw new RecordingError('damaged', `the recording begins with a ${block.type} block`);
  } finally {
    await file.close();
  }
}
