/** A recorded exploration, as the window opens it. */
import { explorationMeta, recordedVerdict } from '../recording/exploration.ts';
import { recordedSources } from '../recording/contents.ts';
import { limits } from './limits.ts';
import { z } from './schema.ts';

export const openedRecording = z.object({
  name: z.string().max(limits.nameChars),
  meta: explorationMeta,
  /** The scenario; after it the kernel, where it is not the one that ships with this Faultline. */
  sources: recordedSources,
  verdict: recordedVerdict,
});
export type OpenedRecording = z.infer<typeof openedRecording>;
