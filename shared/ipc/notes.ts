/** Notes that are in no file yet, as the main process keeps them for the window. */
import { recordedNotes } from '../recording/notes.ts';
import { limits } from './limits.ts';
import { z } from './schema.ts';

const id = z.string().min(1).max(limits.nameChars);
/** `id`: what they are about, as the window names it. */
export const keptNotes = z.object({ id, notes: recordedNotes });
export type KeptNotes = z.infer<typeof keptNotes>;

export const notesCalls = {
  'notes.keep': { request: keptNotes, reply: z.void() },
  'notes.discard': { request: z.object({ id }), reply: z.void() },
} as const;
