/** What tells one recording from all others, wherever it lies and whatever notes it has: how it begins. */
import { HEADER_BYTES, LIMITS } from '../../shared/recording/format.ts';
import { openBlocks } from './blocks.ts';

/** Its first block: when it was made, where, and of what. Throws `RecordingError`. */
export async function beginningOf(path: string): Promise<string> {
  const file = await openBlocks(path, LIMITS);
  try {
    const { block } = await file.block(HEADER_BYTES);
    return `${block.type} ${Buffer.from(block.payload).toString('utf8')}`;
  } finally {
    await file.close();
  }
}
