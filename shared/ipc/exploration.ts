/** What the window hears of an exploration. */
import { figuresSchema, verdictSchema } from '../explore/verdict-schema.ts';
import { z } from './schema.ts';
import { diagnostic } from './session.ts';

const explorationEnd = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('verdict'), verdict: verdictSchema }),
  /** The scenario has errors. */
  z.object({ kind: z.literal('refused'), diagnostics: z.array(diagnostic) }),
  /** What was asked for cannot be looked for: why, in words. */
  z.object({ kind: z.literal('unanswerable'), message: z.string() }),
  /** The lab has errors: in words. */
  z.object({ kind: z.literal('failed'), message: z.string() }),
]);
export type ExplorationEnd = z.infer<typeof explorationEnd>;

export const explorationUpdate = z.object({
  /** null until the scenario is compiled. */
  figures: figuresSchema.nullable(),
  end: explorationEnd.nullable(),
});
