/** The schemas of a verdict: it comes from another process, or from a file that anybody may have written. */
import type { Site } from '../dialect/ir.ts';
import { MODEL_NAMES } from '../dialect/memory-model.ts';
import { configValues } from '../ipc/documents.ts';
import { limits } from '../ipc/limits.ts';
import { z } from '../ipc/schema.ts';
import { mostSteps, outcomes, strategyNames, type Coverage, type Figures, type Goal, type Step, type Verdict, type Violation } from './verdict.ts';

/** How large a verdict may be; anything beyond is refused. */
export const verdictLimits = {
  /** Threads of a program, the kernel's included. */
  threads: 256,
  steps: mostSteps,
  sites: 100_000,
  tokenChars: 1 << 20,
  nameChars: 1000,
  textChars: 10_000,
  names: 1000,
  /** Lines of the kernel and of a scenario. */
  lines: 100_000,
} as const;

/**
 * A schema whose type is precisely `T`. `z.ZodType<T>` alone would accept a schema that knows fewer cases than `T`, and so
 * would refuse good data.
 */
function exactly<T>() {
  return <S extends z.ZodType<T>>(schema: [T] extends [z.infer<S>] ? S : never): z.ZodType<T> => schema;
}

const count = z.int().min(0);
const word = z.int32();
const thread = z.int().min(0).max(verdictLimits.threads - 1);
const threads = z.array(thread).max(verdictLimits.threads);
const stepIndex = z.int().min(0).max(verdictLimits.steps - 1);
const name = z.string().max(verdictLimits.nameChars);
const text = z.string().max(verdictLimits.textChars);
const names = z.array(name).max(verdictLimits.names);
const site = z.int().min(-1);

const placed = z.object({ struct: name, field: name });
const action = { thread, choice: z.int().min(0).max(2 ** 31 - 1) };

export const siteSchema = exactly<Site>()(
  z.object({ file: z.string().max(limits.pathChars), start: count, end: count, line: count, column: count, fn: name, caller: site }),
);

export const stepSchema = exactly<Step>()(
  z.object({
    ...action,
    name,
    site,
    access: z.object({ op: name, place: placed, address: count, before: word, after: word }).nullable(),
    text,
    notes: z.array(text).max(verdictLimits.threads).optional(),
    enabled: threads,
    blocked: z.array(z.object({ thread, on: text, by: threads })).max(verdictLimits.threads),
    after: z.array(stepIndex).max(verdictLimits.threads),
  }),
);

const steps = z.array(stepSchema).max(verdictLimits.steps);

export const violationKind = z.enum([
  'assertion', 'property', 'condition', 'deadlock', 'starvation', 'use-after-free', 'null-pointer', 'wild-pointer', 'bad-free', 'bounds',
  'bad-callback', 'division-by-zero', 'endless-loop', 'leak', 'line-reached', 'sometimes',
]);

const violationSchema = exactly<Violation>()(
  z.object({
    kind: violationKind,
    property: name.nullable(),
    message: text,
    stack: z.array(z.object({ fn: name, file: z.string().max(limits.pathChars), line: count })).max(verdictLimits.names),
    steps,
    threads: z.array(name).max(verdictLimits.threads),
    sites: z.array(siteSchema).max(verdictLimits.sites),
    token: z.string().max(verdictLimits.tokenChars).nullable(),
    shortest: z.boolean(),
    fewest: z.boolean().optional(),
    cycle: stepIndex.nullable(),
    wraps: stepIndex.nullable().optional(),
    passing: z.object({ common: count.max(verdictLimits.steps), nearest: z.boolean().optional(), steps }).nullable(),
  }),
);

const figures = { states: count, transitions: count, unexpanded: count, depth: count, bytes: count, ms: z.number().min(0) };
export const figuresSchema = exactly<Figures>()(z.object(figures));

const line = { file: z.string().max(limits.pathChars), line: z.int().min(1) };
const goalSchema = exactly<Goal>()(z.discriminatedUnion('kind', [z.object({ kind: z.literal('line'), ...line }), z.object({ kind: z.literal('sometimes'), name })]));

export const coverageSchema = exactly<Coverage>()(
  z.object({
    protocol: name,
    // Verdicts before it was told.
    overrides: names.default([]),
    config: configValues,
    threads: z.array(z.object({ name, repeat: count.nullable() })).max(verdictLimits.threads),
    objects: count,
    memoryModel: z.enum(MODEL_NAMES),
    strategy: z.enum(strategyNames),
    fairness: z.literal('weak').nullable(),
    maxSwitches: count.nullable(),
    goal: goalSchema.nullable(),
    reductions: names,
    // Verdicts before it was known.
    symmetry: z
      .object({ threads: z.array(z.object({ name, count })).max(verdictLimits.threads), refused: z.array(z.object({ name, why: text })).max(verdictLimits.threads) })
      .default({ threads: [], refused: [] }),
    sequenceBits: z.int().min(1).max(32),
    properties: names,
    conditions: names,
    assumed: z.array(text).max(verdictLimits.names),
  }),
);

export const verdictSchema = exactly<Verdict>()(
  z.object({
    ...figures,
    outcome: z.enum(outcomes),
    violation: violationSchema.nullable(),
    witness: violationSchema.nullable(),
    reason: text.nullable(),
    sometimes: z.array(z.object({ name, seen: z.boolean() })).max(verdictLimits.names),
    unreached: z.array(z.object(line)).max(verdictLimits.lines).nullable(),
    covers: coverageSchema,
  }),
);
