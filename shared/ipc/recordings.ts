/** Recordings, as the window opens, reads and saves them. */
import { memoryModels } from '../dialect/memory-model.ts';
import { recordedResult, recordedSources, recordingMeta } from '../recording/contents.ts';
import { explorationMeta, recordedVerdict } from '../recording/exploration.ts';
import { foundEvent, moment } from '../recording/find.ts';
import { recordingKind } from '../recording/kind.ts';
import { recordedNotes } from '../recording/notes.ts';
import { wholeContention, wholeLines } from '../recording/whole.ts';
import { filePath, scenarioSource } from './documents.ts';
import { limits } from './limits.ts';
import { z } from './schema.ts';
import { bytes, sessionSample, tracedThreads } from './session.ts';

/** ns since the session started. */
const time = z.number();
const name = z.string().max(limits.nameChars);

/** Of the file; notes are written in the present one. */
const format = z.object({ major: z.int().min(0), minor: z.int().min(0) });
/** What a recording can be exported as; some only of a counterexample. */
const exportFormats = ['perfetto', 'html', 'itf', 'svg', 'csv'] as const;
/** What of a session goes into a table: its counters over time, or all buckets of its latencies. */
const exportTables = ['counters', 'histograms'] as const;
export type ExportTable = (typeof exportTables)[number];
export type ExportFormat = (typeof exportFormats)[number];

/** By which the window asks for more, and has notes written. */
const recording = z.int();

const openedExploration = z.object({
  kind: z.literal('exploration'),
  recording,
  path: filePath,
  name,
  format,
  meta: explorationMeta,
  /** The scenario; after it the kernel, where it is not the one that ships with this Faultline. */
  sources: recordedSources,
  verdict: recordedVerdict,
  notes: recordedNotes,
});
export type OpenedExploration = z.infer<typeof openedExploration>;

/** Of its trace and its samples the window asks for what it shows. */
const openedSession = z.object({
  kind: z.literal('session'),
  recording,
  path: filePath,
  name,
  format,
  meta: recordingMeta,
  /** As above. */
  sources: recordedSources,
  result: recordedResult,
  notes: recordedNotes,
  /** Of each block of events: how many, from when to when. */
  events: z.object({ count: z.array(z.int().min(1)), from: z.array(time), to: z.array(time) }),
  /** The trace summed up, as shared/recording/overview/bytes.ts. */
  overview: bytes,
});
export type OpenedSession = z.infer<typeof openedSession>;

export const openedRecording = z.discriminatedUnion('kind', [openedExploration, openedSession]);
export type OpenedRecording = z.infer<typeof openedRecording>;

export const recentRecording = z.object({ path: filePath, name: z.string() });

/** So many blocks of events from one on. */
const blocks = { first: z.int().min(0), count: z.int().min(1).max(limits.blocksAtOnce) };
const range = z.object({ start: time, end: time });
/** `remark`: what the person should know of it. */
const saved = recentRecording.extend({ remark: z.string().nullable() });

/** What is saved, besides what it was made from. */
const saving = z.object({ suggestedName: name.min(1), notes: recordedNotes });
const made = saving.extend({
  scenario: scenarioSource,
  /** Where it is not the one that ships with this Faultline. */
  kernel: recordedSources.optional(),
  memory: z.enum(memoryModels),
});
const done = z.void();

export const recordingCalls = {
  /** Asks the person for a recording; null when they changed their mind. */
  'recordings.open': { request: z.undefined(), reply: openedRecording.nullable() },
  /** Only what the person opened or saved before. Null when they ended its reading. */
  'recordings.reopen': { request: z.object({ path: filePath }), reply: openedRecording.nullable() },
  /** What those hold that the person opened or saved before, as far as they can be read. */
  'recordings.kinds': { request: z.undefined(), reply: z.array(z.object({ path: filePath, kind: recordingKind })) },
  'recordings.forget': { request: z.object({ path: filePath }), reply: done },
  'recordings.close': { request: z.object({ recording }), reply: done },
  /** `open`: events that begin anew what was going on before them. */
  'recordings.events': { request: z.object({ recording, ...blocks }), reply: z.object({ open: bytes, events: bytes }) },
  /** Of each block, how many events fit the words (shared/trace/query.ts); and of all the nearest after a moment, or before it. */
  'recordings.find': {
    request: z.object({ recording, words: z.string().max(limits.queryChars), ...blocks, from: moment, direction: z.literal([1, -1]) }),
    reply: z.object({ counts: z.array(z.int().min(0)), nearest: foundEvent.nullable() }),
  },
  /** These two go on through the events of a range whenever they are asked for it again, and tell what was seen so far. A range of null: all. */
  'recordings.contention': { request: z.object({ recording, range: range.nullable() }), reply: wholeContention },
  'recordings.lines': { request: z.object({ recording, range }), reply: wholeLines },
  /** The last sample up to a time. */
  'recordings.momentAt': { request: z.object({ recording, time }), reply: z.object({ sample: sessionSample, traced: tracedThreads.nullable() }).nullable() },
  /** Some samples after a time, at least `step` apart (ns), without the memory that they show. */
  'recordings.samples': { request: z.object({ recording, after: time, step: time.min(0) }), reply: z.object({ samples: z.array(sessionSample), more: z.boolean() }) },
  /** Writes a person's notes into the file; null when they ended it. `renewed`: the earlier format that it had, and has no more. */
  'recordings.annotate': { request: z.object({ recording, notes: recordedNotes }), reply: z.object({ renewed: format.nullable() }).nullable() },
  /** Of the session that runs, as far as it is, or ran last. These ask the person where to; null when they changed their mind, or ended it. */
  'recordings.saveSession': { request: saving, reply: saved.nullable() },
  'recordings.saveExploration': { request: made.extend({ verdict: recordedVerdict }), reply: saved.nullable() },
  /** Of the schedule that is played. */
  'recordings.savePlayed': { request: made.extend({ player: z.int() }), reply: saved.nullable() },
  /** Of one that was opened or saved before. Asks the person where to, as those above. */
  'recordings.export': { request: z.object({ path: filePath, format: z.enum(exportFormats), table: z.enum(exportTables).nullable() }), reply: recentRecording.nullable() },
  /** Ends the reading or writing of a recording that is under way, and what was to come of it. */
  'recordings.cancel': { request: z.undefined(), reply: done },
} as const;

/** What is done to a recording just now, in words, and how much of it is done: 0 to 1, null where that is not known. Null: nothing. */
export const recordingProgress = z.object({ what: z.string().max(1000), share: z.number().min(0).max(1).nullable() }).nullable();
export type RecordingProgress = z.infer<typeof recordingProgress>;
