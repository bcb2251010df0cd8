/** What a session's recording ends with: its result, a person's notes, and where in the file everything is. */
import type { RecordingIndex } from '../../shared/recording/index-block.ts';
import { hasNotes, type RecordedNotes } from '../../shared/recording/notes.ts';
import type { SessionResult } from '../../shared/trace/session.ts';
import type { BlockWriter } from './block-writer.ts';

const OVERVIEW_LEVEL = 3;

export interface SessionTail {
  result: SessionResult;
  notes: RecordedNotes;
  /** Of what is written already. */
  counts: { events: number; samples: number };
  index: Pick<RecordingIndex, 'events' | 'samples'>;
  /** `ovrv`; null: there is none. */
  overview: Uint8Array | null;
}

/** Writes it, and completes the file. */
export async function completeSession(out: BlockWriter, { result, notes, counts, index: { events, samples }, overview }: SessionTail): Promise<void> {
  const index: RecordingIndex = { result: 0, notes: null, overview: null, events, samples };
  let at = 0;
  void out.json('rslt', (offset) => {
    index.result = offset;
    return result;
  });
  if (hasNotes(notes)) {
    void out.json('note', (offset) => {
      index.notes = offset;
      return notes;
    });
  }
  if (overview) {
    void out.block('ovrv', (offset) => {
      index.overview = offset;
      return overview;
    }, OVERVIEW_LEVEL);
  }
  void out.json('indx', (offset) => {
    at = offset;
    return index;
  });
  void out.json('end ', () => ({ blocks: out.blocks, ...counts, index: at }));
  await out.complete();
}
