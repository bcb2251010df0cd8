/** What the window asks of a mutation, and hears. */
import type { MutationNote } from '../mutate/job.ts';
import { fateSchema, mutantSchema } from '../mutate/mutant-schema.ts';
import { configValues, scenarioSource } from './documents.ts';
import { job, jobEnd } from './job.ts';
import { limits } from './limits.ts';
import { z } from './schema.ts';

const note: z.ZodType<MutationNote> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('unfit'), reason: z.string() }),
  z.object({ kind: z.literal('mutants'), protocol: z.string(), mutants: z.array(z.object({ mutant: mutantSchema, edits: z.array(z.object({ start: z.int(), end: z.int(), text: z.string() })) })) }),
  z.object({ kind: z.literal('fate'), mutant: z.int(), fate: fateSchema, ms: z.number() }),
]);

export const mutationCalls = {
  /** Ends the mutation before it, if one is under way. */
  'mutation.start': {
    request: z.object({
      scenario: scenarioSource,
      protocol: z.string().max(limits.nameChars).optional(),
      config: configValues,
      limitMs: z.int().min(1).max(limits.durationMs),
      liveness: z.boolean(),
    }),
    reply: job,
  },
  /** What is new since the last poll. */
  'mutation.poll': { request: job, reply: z.object({ notes: z.array(note), end: jobEnd.nullable() }) },
  /** Ends it with the fates that are known. */
  'mutation.stop': { request: job, reply: z.void() },
} as const;
