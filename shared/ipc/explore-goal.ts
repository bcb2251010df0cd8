/** What an exploration may be asked to come to, instead of a violation. */
import { limits } from './limits.ts';
import { z } from './schema.ts';

const lineNumber = z.int().min(1).max(limits.sourceChars);

export const exploreGoal = z.discriminatedUnion('kind', [
  /** The first line with code from `line` to `lastLine`. `file`: its path, or the end of it; null: the scenario. */
  z.object({ kind: z.literal('line'), file: z.string().min(1).max(limits.nameChars).nullable(), line: lineNumber, lastLine: lineNumber }),
  z.object({ kind: z.literal('sometimes'), name: z.string().min(1).max(limits.nameChars) }),
]);
export type ExploreGoal = z.infer<typeof exploreGoal>;
