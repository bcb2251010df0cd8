/** What the recording of an exploration holds instead of a session, checked by schema when read. Its sources: contents.ts. */
import { verdictLimits, verdictSchema } from '../explore/verdict-schema.ts';
import { configValues } from '../ipc/documents.ts';
import { memoryModels } from '../dialect/memory-model.ts';
import { z } from '../ipc/schema.ts';
import type { Step, Violation } from '../explore/verdict.ts';
import { machineFacts } from './contents.ts';

/** `expl`: all that decides how the program runs, besides its sources. */
export const explorationMeta = z.object({
  /** The version of Faultline that wrote it. */
  faultline: z.string().max(verdictLimits.nameChars),
  machine: machineFacts,
  /** ISO 8601. */
  endedAt: z.string().max(verdictLimits.nameChars),
  title: z.string().max(verdictLimits.textChars),
  protocol: z.string().max(verdictLimits.nameChars),
  /** Values of all switches. */
  config: configValues,
  /** What order of memory accesses; recordings from before there was a choice say nothing: sequential consistency. */
  memory: z.enum(memoryModels).optional(),
  /** Objects of each struct that may exist at once. */
  objects: z.int().min(1).max(1000),
  /** Names of the properties that were checked. */
  properties: z.array(z.string().max(verdictLimits.nameChars)).max(verdictLimits.names),
  sourceHash: z.string().max(verdictLimits.nameChars),
});
export type ExplorationMeta = z.infer<typeof explorationMeta>;

/** `vrdt`. The schedule is the threads and choices of its violation's steps. */
export const recordedVerdict = verdictSchema.refine(({ violation, witness }) => [violation, witness].every((told) => told === null || isCoherent(told)), 'names steps, threads or places that it does not have');

/** Whether what names something by its number names something that is there. */
function isCoherent({ steps, sites, threads, cycle, passing }: Violation): boolean {
  const thread = (t: number): boolean => t < threads.length;
  const fits = (all: readonly Step[]): boolean =>
    all.every((s, i) => thread(s.thread) && s.site < sites.length && s.enabled.every(thread) && s.blocked.every((b) => thread(b.thread) && b.by.every(thread)) && s.after.every((before) => before < i));
  return fits(steps) && (cycle === null || cycle < steps.length) && sites.every(({ caller }, i) => caller < sites.length && caller !== i)
    && (passing === null || (fits(passing.steps) && passing.common < passing.steps.length));
}
