/** `note`, since 1.2: what a person wrote beside what was recorded. */
import { z } from '../ipc/schema.ts';

/** Of a session, ns since it began; of an exploration, steps taken. */
const moment = z.number().min(0).max(Number.MAX_SAFE_INTEGER);

export const recordedNotes = z.object({
  /** `at` null: about the whole. */
  notes: z.array(z.object({ at: moment.nullable(), text: z.string().max(10_000) })).max(1000),
  bookmarks: z.array(z.object({ at: moment, name: z.string().max(255) })).max(1000),
});
export type RecordedNotes = z.infer<typeof recordedNotes>;

export const noNotes: RecordedNotes = { notes: [], bookmarks: [] };

export function hasNotes({ notes, bookmarks }: RecordedNotes): boolean {
  return notes.length + bookmarks.length > 0;
}
