/** Notes that are in no file yet, as the main process keeps them for the window. */
import { recordedNotes } from '../recording/notes.ts';
import { z } from './schema.ts';

/** What they are about, as the window names it: a schedule or a file, by a hash of what makes it that one. */
const id = z.string().regex(/^(?:schedule|file) [0-9a-f]{64}$/);
export const keptNotes = z.object({ id, notes: recordedNotes });
export type KeptNotes = z.infer<typeof keptNotes>;

export const notesCalls = {
  'notes.keep': { request: keptNotes, reply: z.void() },
  'notes.discard': { request: z.object({ id }), reply: z.void() },
} as const;
