/** What the window may ask of an exploration, and what it hears of one. */
import { figuresSchema, verdictSchema } from '../explore/verdict-schema.ts';
import { limits } from './limits.ts';
import { z } from './schema.ts';
import { diagnostic } from './session.ts';

/** How far an exploration may go before it ends without a verdict. */
export const exploreLimits = z.object({
  maxStates: z.int().min(limits.leastStates).max(limits.mostStates),
  /** null: until it ends by itself. */
  timeMs: z.int().min(1).max(limits.durationMs).nullable(),
  /** Objects of each struct that may exist at once. */
  objects: z.int().min(1).max(limits.exploredObjects),
});
export type ExploreLimits = z.infer<typeof exploreLimits>;

export const defaultExploreLimits: ExploreLimits = { maxStates: 4_000_000, timeMs: 600_000, objects: 8 };

export const explorationEnd = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('verdict'), verdict: verdictSchema }),
  /** The scenario has errors. */
  z.object({ kind: z.literal('refused'), diagnostics: z.array(diagnostic) }),
  /** The lab has: in words. */
  z.object({ kind: z.literal('failed'), message: z.string() }),
]);
export type ExplorationEnd = z.infer<typeof explorationEnd>;

export const explorationUpdate = z.object({
  /** null until the scenario is compiled. */
  figures: figuresSchema.nullable(),
  end: explorationEnd.nullable(),
});
export type ExplorationUpdate = z.infer<typeof explorationUpdate>;
