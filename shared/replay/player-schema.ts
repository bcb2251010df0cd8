/** The schemas of what the player tells: it comes from another process. */
import { siteSchema, stepSchema, verdictLimits, violationKind } from '../explore/verdict-schema.ts';
import { globalSchema, structLayoutSchema } from '../ipc/layout-schema.ts';
import { z } from '../ipc/schema.ts';
import type { Ahead, FromHere, LineChange, PassingRun } from './player.ts';
import type { PlayedProgram, PlayedState } from './state.ts';

const count = z.int().min(0);
const name = z.string().max(verdictLimits.nameChars);
const text = z.string().max(verdictLimits.textChars);
const thread = z.int().min(0).max(verdictLimits.threads - 1);
const step = count.max(verdictLimits.steps);
const steps = z.array(stepSchema).max(verdictLimits.steps);
const sites = z.array(siteSchema).max(verdictLimits.sites);
const words = z.custom<Int32Array>((value) => value instanceof Int32Array, 'must be an Int32Array');
const blocked = z.object({ thread, on: text, by: z.array(thread).max(verdictLimits.threads) });

export const playedProgramSchema: z.ZodType<PlayedProgram> = z.object({
  structs: z.array(structLayoutSchema),
  globals: z.array(globalSchema),
  threads: z.array(z.object({ name, kind: z.enum(['boot', 'thread', 'kthread', 'observer']) })).max(verdictLimits.threads),
  callbacks: z.array(name),
});

export const playedStateSchema: z.ZodType<PlayedState> = z.object({
  step,
  threads: z.array(z.object({
    thread, status: z.enum(['ready', 'blocked', 'asleep', 'ended']), site: z.int().min(-1), next: text.nullable(), choices: count, ways: z.array(text),
    waits: blocked.nullable(), faults: z.object({ address: count, mm: count.nullable() }).nullable(),
  })).max(verdictLimits.threads),
  objects: z.array(z.object({ name, struct: name, address: count, freed: z.boolean(), words })),
  globals: z.array(words),
  sites, fault: text.nullable(), over: z.boolean(),
});

const fault = z.object({
  kind: violationKind, property: name.nullable(), message: text,
  values: z.array(z.object({ name: text, text, by: step.nullable() })),
});

export const lineChangeSchema: z.ZodType<LineChange> = z.object({
  common: step, steps, rules: z.array(z.array(count)).max(verdictLimits.steps), touches: z.array(z.array(name)).max(verdictLimits.steps), sites, cycle: step.nullable(), own: step.nullable(),
  end: z.object({ fault: fault.nullable(), over: z.boolean() }),
  canUndo: z.boolean(), canRedo: z.boolean(), at: step,
});

export const aheadSchema: z.ZodType<Ahead> = z.object({ thread, choice: count, steps: step.nullable(), message: text.nullable(), within: step, all: z.boolean(), states: count });

export const fromHereSchema: z.ZodType<FromHere> = z.object({
  change: lineChangeSchema.nullable(), outcome: z.enum(['found', 'none', 'unknown']), shortest: z.boolean(), reason: text.nullable(), states: count,
});

export const passingRunSchema: z.ZodType<PassingRun> = z.object({ common: step, nearest: z.boolean(), steps, sites });
