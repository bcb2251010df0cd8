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
  /** Null: it has become too large to be kept. */
  index: Pick<RecordingIndex, 'events' | 'samples'> | null;
  /** `ovrv`; null: there is none. */
  overview: Uint8Array | null;
}

/** Writes it, and completes the file. Without an index whoever reads it goes through all of it. */
export async function completeSession(out: BlockWriter, { result, notes, counts, index, overview }: SessionTail): Promise<void> {
  const places: Omit<RecordingIndex, 'events' | 'samples'> = { result: 0, notes: null, overview: null };
  let at = 0;
  void out.json('rslt', (offset) => {
    places.result = offset;
    return result;
  });
  if (hasNotes(notes)) {
    void out.json('note', (offset) => {
      places.notes = offset;
      return notes;
    });
  }
  if (overview) {
    void out.block('ovrv', (offset) => {
      places.overview = offset;
      return overview;
    }, OVERVIEW_LEVEL);
  }
  const isIndexed = index !== null && (await out.jsonThatFits('indx', (offset) => {
    at = offset;
    return { ...index, ...places };
  }));
  void out.json('end ', () => ({ blocks: out.blocks, ...counts, index: isIndexed ? at : null }));
  await out.complete();
}
