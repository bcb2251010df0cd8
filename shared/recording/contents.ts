/** What the blocks of a recording hold, checked by schema when read: a recording may come from anybody. */
import { sourceText } from '../ipc/documents.ts';
import { z } from '../ipc/schema.ts';
import type { SessionMeta } from '../trace/session.ts';
import { sessionMeta, sessionResult, sessionSample } from '../ipc/session.ts';

/** The machine that it was recorded on: figures mean little without. */
export const machineFacts = z.object({
  platform: z.string(),
  arch: z.string(),
  cpu: z.string(),
  cores: z.int().min(1),
  memoryMb: z.number().min(0),
  runtime: z.string(),
});
export type MachineFacts = z.infer<typeof machineFacts>;

/** Threads of a live session, and other names that it has. */
const MOST = { threads: 256, names: 10_000, sites: 1_000_000 } as const;

function isSmall({ threads, events, counters, histograms, structs, sites }: SessionMeta): boolean {
  return threads.length <= MOST.threads && sites.length <= MOST.sites && [events, counters, histograms, structs].every(({ length }) => length <= MOST.names);
}

function numbersThreads({ threads }: SessionMeta): boolean {
  return threads.every(({ index }, i) => index === i);
}

/** `meta` */
export const recordingMeta = z.object({
  /** The version of Faultline that wrote it. */
  faultline: z.string(),
  session: sessionMeta.refine(isSmall, 'has more threads, events, places or structs than any program').refine(numbersThreads, 'threads are not numbered in their order'),
  machine: machineFacts,
  /** When the session was to end; null: not by that. */
  durationMs: z.number().min(1).nullable(),
  iterations: z.int().min(1).nullable(),
});
export type RecordingMeta = z.infer<typeof recordingMeta>;

const recordedPath = z.string().min(1).max(4096);

const recordedSource = z.object({
  path: recordedPath,
  text: sourceText,
  /** A change of the protocol stands at its end, behind that many lines: the file that it is from. */
  change: z.object({ path: recordedPath, after: z.int().min(0) }).optional(),
});
export type RecordedSource = z.infer<typeof recordedSource>;

/** `srcs`: the scenario first, then the kernel as it was. */
export const recordedSources = z.array(recordedSource).min(1).max(1000);
export type RecordedSources = z.infer<typeof recordedSources>;

/** `smpl` */
export const recordedSamples = z.array(sessionSample).max(1000);
/** `rslt` */
export const recordedResult = sessionResult;
/** `end `: what must have come before it, and where the index is (bytes from the file's beginning; null: there is none). */
export const recordingEnd = z.object({ blocks: z.int().min(0), events: z.int().min(0), samples: z.int().min(0), index: z.int().min(0).nullable() });

/** JSON with the words of samples as plain arrays. */
export function toJson(value: unknown): string {
  return JSON.stringify(value, (_key, each: unknown) => (each instanceof Uint32Array ? Array.from(each) : each));
}

/** The inverse of `toJson`. Throws a SyntaxError. */
export function fromJson(text: string): unknown {
  const json: unknown = JSON.parse(text);
  // By hand, and not by a reviver of JSON.parse: that one is called for each number there is, with its place as a text.
  const inside: unknown[] = [json];
  for (let value = inside.pop(); value !== undefined; value = inside.pop()) {
    if (Array.isArray(value)) {
      for (const each of value as unknown[]) if (isObject(each)) inside.push(each);
    } else if (isObject(value)) {
      for (const key in value) {
        const each = value[key];
        const words = key === 'buckets' || key === 'words' ? asWords(each) : undefined;
        if (words) value[key] = words;
        else if (isObject(each)) inside.push(each);
      }
    }
  }
  return json;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function asWords(value: unknown): Uint32Array | undefined {
  const isWord = (each: unknown): boolean => typeof each === 'number' && each === each >>> 0;
  return Array.isArray(value) && value.every(isWord) ? Uint32Array.from(value as number[]) : undefined;
}
