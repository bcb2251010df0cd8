/** What the window asks of a comparison of variants, and hears. */
import type { Contestant } from '../compare/comparison.ts';
import { comparisonLimits, type ComparisonNote, type FirstError } from '../compare/job.ts';
import type { Measure } from '../compare/measure.ts';
import { configValues, scenarioSource } from './documents.ts';
import { job, jobEnd } from './job.ts';
import { limits } from './limits.ts';
import { z } from './schema.ts';

const { threads, threadCounts, rounds, contestants, leastMs, mostMs } = comparisonLimits;

const contestant: z.ZodType<Contestant> = z.object({ protocol: z.string(), threads: z.int().nullable(), bytesPerVma: z.number().nullable() });

const measure: z.ZodType<Measure> = z.object({
  faults: z.number(),
  iterations: z.number(),
  counters: z.record(z.string(), z.number()),
  latencies: z.record(z.string(), z.object({ samples: z.number(), p50: z.number(), p90: z.number(), p99: z.number() })),
});

const error: z.ZodType<FirstError> = z.object({
  message: z.string(),
  place: z.object({ file: z.string(), line: z.int(), column: z.int() }).nullable(),
});

const note: z.ZodType<ComparisonNote> = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('compiled'), protocol: z.string() }),
  z.object({ kind: z.literal('refused'), protocol: z.string(), error }),
  z.object({ kind: z.literal('ready'), contestants: z.array(contestant) }),
  z.object({ kind: z.literal('run'), contestant: z.int(), round: z.int(), measure: measure.nullable(), ended: z.string().nullable() }),
]);

export const comparisonCalls = {
  /** Ends the comparison before it, if one is under way. */
  'comparison.start': {
    request: z
      .object({
        scenario: scenarioSource,
        config: configValues,
        protocols: z.array(z.string().max(limits.nameChars)).min(1).max(contestants),
        threads: z.array(z.int().min(1).max(threads).nullable()).min(1).max(threadCounts),
        rounds: z.int().min(1).max(rounds),
        measureMs: z.int().min(leastMs).max(mostMs),
      })
      .refine((asked) => asked.protocols.length * asked.threads.length <= contestants, `at most ${contestants} combinations of variants and threads`),
    reply: job,
  },
  /** What is new since the last poll. */
  'comparison.poll': { request: job, reply: z.object({ notes: z.array(note), end: jobEnd.nullable() }) },
  /** Ends it with what was measured so far. */
  'comparison.stop': { request: job, reply: z.void() },
} as const;
