/** What the window comes up with. */
import { documentId, draft, filePath, openedFile, settings, workspace } from './documents.ts';
import { limits } from './limits.ts';
import { keptNotes } from './notes.ts';
import { recentRecording } from './recordings.ts';
import { z } from './schema.ts';
import { keptVerdict } from './verdicts.ts';

/** Everything the window needs to come up as it was left. */
export const startState = z.object({
  version: z.string(),
  platform: z.string(),
  settings,
  /** As dockview wrote it, or null for the default. */
  layout: z.string().max(limits.layoutChars).nullable(),
  workspace,
  drafts: z.array(draft),
  /** Notes that are in no file. */
  notes: z.array(keptNotes),
  /** The last one on each scenario. */
  verdicts: z.array(keptVerdict),
  /** Files the person opened before, most recent first. */
  recent: z.array(z.object({ path: filePath, name: z.string() })),
  recentRecordings: z.array(recentRecording),
  /** Files to open now: those of the workspace and the command line's. */
  files: z.array(openedFile),
  /** Of those, what the command line asked for: the last one comes to the front. */
  show: z.array(documentId),
  /** What could not be brought back, a sentence each. */
  problems: z.array(z.string()),
});
export type StartState = z.infer<typeof startState>;
