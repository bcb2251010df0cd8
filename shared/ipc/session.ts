/** The schemas of what a live session says; their types are those of shared/trace/session.ts. */
import type {
  Diagnosis,
  HistogramSample,
  ObjectSample,
  SessionMeta,
  SessionResult,
  SessionSample,
  ThreadInfo,
  ThreadSample,
  Wait,
} from '../trace/session.ts';
import type { Diagnostic } from '../dialect/diagnostics.ts';
import { mostTraced, type ThreadTrace } from '../trace/traced.ts';
import { configValues } from './documents.ts';
import { globalSchema, structLayoutSchema } from './layout-schema.ts';
import { limits } from './limits.ts';
import { unpackObjects } from './packed-objects.ts';
import { z } from './schema.ts';

export const words = z.custom<Uint32Array>((value) => value instanceof Uint32Array, 'must be a Uint32Array');
export const bytes = z.custom<ArrayBuffer>((value) => value instanceof ArrayBuffer, 'must be an ArrayBuffer');

export const diagnostic: z.ZodType<Diagnostic> = z.object({
  file: z.string(),
  start: z.number(),
  end: z.number(),
  line: z.number(),
  column: z.number(),
  endLine: z.number(),
  endColumn: z.number(),
  source: z.enum(['typescript', 'dialect']),
  code: z.string(),
  message: z.string(),
});

const site = z.object({
  file: z.string(),
  start: z.number(),
  end: z.number(),
  line: z.number(),
  column: z.number(),
  fn: z.string(),
  caller: z.number(),
});

const threadInfo: z.ZodType<ThreadInfo> = z.object({
  index: z.number(),
  name: z.string(),
  kind: z.enum(['boot', 'thread', 'kthread']),
});

export const sessionMeta: z.ZodType<SessionMeta> = z.object({
  title: z.string(),
  protocol: z.string(),
  config: configValues,
  mode: z.enum(['trace', 'throughput']),
  checks: z.enum(['full', 'quarantine']),
  seed: z.number(),
  sourceHash: z.string(),
  startedAt: z.string(),
  threads: z.array(threadInfo),
  events: z.array(z.string()),
  counters: z.array(z.string()),
  histograms: z.array(z.string()),
  sites: z.array(site),
  structs: z.array(structLayoutSchema),
  // Sessions that were recorded before there was such a thing have none.
  globals: z.array(globalSchema).default([]),
  callbacks: z.array(z.string()).default([]),
});

const threadSample: z.ZodType<ThreadSample> = z.object({
  status: z.enum(['idle', 'running', 'sleeping', 'polling', 'finished', 'failed', 'stopped']),
  iterations: z.number(),
  waitSite: z.number(),
  waitAddress: z.number(),
  waitedMs: z.number(),
  dropped: z.number(),
});

const histogramSample: z.ZodType<HistogramSample> = z.object({
  count: z.number(),
  sum: z.number(),
  max: z.number(),
  buckets: words,
});

const objectSample: z.ZodType<ObjectSample> = z.object({ struct: z.string(), address: z.number(), words, thread: z.int().nonnegative().optional() });
const objectCount = z.object({ struct: z.string(), count: z.number() });

const besidesObjects = {
  time: z.number(),
  phase: z.enum(['setup', 'running', 'stopping', 'teardown']),
  threads: z.array(threadSample),
  counters: z.array(z.number()),
  histograms: z.array(histogramSample),
  objects: z.array(objectCount),
  globals: z.array(z.object({ name: z.string(), words })).default([]),
  heap: z.object({ used: z.number(), size: z.number(), failures: z.number() }),
};
export const sessionSample: z.ZodType<SessionSample> = z.object({ ...besidesObjects, snapshot: z.array(objectSample) });

const packedObjects = z.object({ structs: z.array(z.string()), words }).transform((packed, context) => {
  const objects = unpackObjects(packed);
  if (!objects) context.addIssue('must be packed objects');
  return objects ?? [];
});
/** A sample as it crosses to the window. */
export const packedSample = z.object({ ...besidesObjects, snapshot: packedObjects });

const most = { threads: 256, frames: 200, chars: 10_000 } as const;
const text = z.string().max(most.chars);

export const tracedThreads: z.ZodType<ThreadTrace[]> = z.array(z.object({
  open: z.array(z.object({ category: z.string().max(limits.nameChars), object: z.number() })).max(mostTraced.open),
  faults: z.array(z.number()).max(mostTraced.faults),
})).max(most.threads);

const stack = z.array(z.object({ fn: z.string(), file: z.string(), line: z.number(), column: z.number() }));

const wait: z.ZodType<Wait> = z.object({
  thread: text,
  lock: text,
  wants: z.enum(['read', 'write']).nullable(),
  state: text,
  holders: z.array(z.object({ thread: text, sure: z.boolean(), stack: stack.max(most.frames) })).max(most.threads),
  behind: z.array(text).max(most.threads),
  waitedMs: z.number(),
  stack: stack.max(most.frames),
});

export const diagnosisSchema: z.ZodType<Diagnosis> = z.object({
  kind: z.enum([
    'assertion', 'condition', 'use-after-free', 'write-after-free', 'bad-free', 'null-pointer', 'wild-pointer', 'bounds',
    'division-by-zero', 'bad-callback', 'leak', 'deadlock', 'hung-thread', 'infinite-loop', 'crash',
  ]),
  message: z.string(),
  thread: z.string(),
  stack,
  details: z.array(z.string()),
  // What was recorded before there was such a thing has none.
  waits: z.array(wait).max(most.threads).default([]),
  cycle: z.array(z.object({ thread: text, lock: text, sure: z.boolean() })).max(most.threads).default([]),
});

export const sessionResult: z.ZodType<SessionResult> = z.object({
  outcome: z.enum(['ok', 'violated', 'inconclusive']),
  diagnoses: z.array(diagnosisSchema),
  ended: z.enum(['duration', 'iterations', 'stopped', 'diagnosis']),
  runMs: z.number(),
  final: sessionSample,
  checks: z.object({
    leaks: z.array(objectCount).nullable(),
    conditions: z.array(z.object({ name: z.string(), holds: z.boolean() })),
    note: z.string(),
  }),
});
