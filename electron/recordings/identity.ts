/** What tells one recording from all others, wherever it lies, whatever its notes and its format: when it was made, and of what. As renderer/recordings/noted.ts has it. */
import { recordingMeta, type RecordingMeta } from '../../shared/recording/contents.ts';
import { explorationMeta, type ExplorationMeta } from '../../shared/recording/exploration.ts';
import { HEADER_BYTES, LIMITS } from '../../shared/recording/format.ts';
import { openBlocks } from './blocks.ts';
import { parseBlock } from './parse.ts';

export function identityOf(meta: RecordingMeta | ExplorationMeta): string {
  return 'session' in meta ? `${meta.session.startedAt} ${meta.session.sourceHash}` : `${meta.endedAt} ${meta.sourceHash}`;
}

/** Of the recording that lies there now. Throws `RecordingError`. */
export async function identityAt(path: string): Promise<string> {
  const file = await openBlocks(path, LIMITS);
  try {
    const { block } = await file.block(HEADER_BYTES);
    return identityOf(block.type === 'expl' ? parseBlock(block, explorationMeta) : parseBlock(block, recordingMeta));
  } finally {
    await file.close();
  }
}
