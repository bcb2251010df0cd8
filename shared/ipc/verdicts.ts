/** The last verdict on a scenario, in a line, as the main process keeps it for the window. */
import { configValues, documentId } from './documents.ts';
import { limits } from './limits.ts';
import { z } from './schema.ts';

export const keptVerdict = z.object({
  id: documentId,
  /** A hash of the text that it is about, and of the kernel then: of any other it says nothing. */
  about: z.string().regex(/^[0-9a-f]{64}$/),
  /** The switches that the person had set. */
  config: configValues,
  kind: z.enum(['verified', 'bounded', 'violated', 'inconclusive']),
  text: z.string().max(limits.headlineChars),
});
export type KeptVerdict = z.infer<typeof keptVerdict>;

export const verdictCalls = { 'verdicts.keep': { request: keptVerdict, reply: z.void() } } as const;
