/**
 * The contract between the window and the main process: each call with its request and its answer, each push with what it
 * carries. The main process checks every request before a handler sees it, the window every answer and push.
 */
import type { CallName, PushName } from './channels.ts';
import { LEAST_ZOOM, MOST_ZOOM, configValues, documentId, draft, filePath, openedFile, runMode, scenarioSource, settings, sourceText, workspace } from './documents.ts';
import { comparisonCalls } from './comparison.ts';
import { startState } from './start-state.ts';
import { explorationUpdate } from './exploration.ts';
import { exploreGoal } from './explore-goal.ts';
import { exploreLimits } from './explore-limits.ts';
import { factsSchema } from './facts.ts';
import { structLayoutSchema } from './layout-schema.ts';
import { limits } from './limits.ts';
import { mutationCalls } from './mutation.ts';
import { notesCalls } from './notes.ts';
import { pictureCalls } from './picture.ts';
import { playerCalls, recordedKernel } from './player.ts';
import { openedRecording, recordingCalls, recordingProgress } from './recordings.ts';
import { z } from './schema.ts';
import { bytes, diagnostic, packedSample, sessionMeta, sessionResult, tracedThreads } from './session.ts';
import { verdictCalls } from './verdicts.ts';

const nothing = z.undefined();
const done = z.void();


const exploration = z.object({ exploration: z.int() });

const propertySummary = z.object({
  /** `I4` */
  name: z.string(),
  title: z.string(),
  /** What holds, in one sentence. */
  sentence: z.string(),
  /** Whether it can be switched off: others the search finds by itself. */
  optional: z.boolean(),
});
export type PropertySummary = z.infer<typeof propertySummary>;

const programSummary = z.object({
  title: z.string(),
  /** The switches the program asked for, with the values used. */
  config: configValues,
  /** What the scenario itself wants to hold, in its order. */
  conditions: z.array(z.object({ kind: z.enum(['always', 'sometimes']), name: z.string() })),
  /** Those of the protocol, which explorations check. */
  properties: z.array(propertySummary),
  structs: z.array(structLayoutSchema),
});
export type ProgramSummary = z.infer<typeof programSummary>;

export const calls = {
  /** The window is up and listening. Ends whatever an earlier life of the window left running. */
  'app.start': { request: nothing, reply: startState },
  'compile.check': {
    request: z.object({ scenario: scenarioSource, config: configValues }),
    /** `program` is null when there are errors; which variant of the protocol was asked for is known even then. */
    reply: z.object({ diagnostics: z.array(diagnostic), protocol: z.string(), program: programSummary.nullable() }),
  },
  /** What runs here: for a report of a mistake. */
  'app.about': { request: nothing, reply: z.array(z.object({ name: z.string(), value: z.string() })) },
  /** Of the whole window; 1 is 100 %. */
  'window.zoom': { request: z.object({ factor: z.number().min(LEAST_ZOOM).max(MOST_ZOOM) }), reply: done },
  /** What is known of the dialect's primitives and of the kernel's functions with this variant of the protocol. */
  'compile.facts': { request: z.object({ protocol: z.string().max(limits.nameChars) }), reply: z.array(factsSchema) },
  ...comparisonCalls,
  'drafts.save': { request: draft, reply: done },
  'drafts.discard': { request: z.object({ id: documentId }), reply: done },
  /** Ends the exploration before it, if one is under way. */
  'explore.start': {
    /** `protocol`: instead of what the scenario says. `kernel`: instead of the one that ships with the lab, with `protocol`. `properties`: the names of those to check; null: all. `goal`: what to come to; without it, violations alone are looked for. */
    request: z.object({ scenario: scenarioSource, protocol: z.string().max(limits.nameChars).optional(), kernel: recordedKernel.optional(), config: configValues, limits: exploreLimits, properties: z.array(z.string().max(limits.nameChars)).max(limits.properties).nullable(), goal: exploreGoal.nullable().optional() }),
    reply: z.object({ exploration: z.int() }),
  },
  'explore.poll': { request: exploration, reply: explorationUpdate },
  'explore.pause': { request: exploration, reply: done },
  'explore.resume': { request: exploration, reply: done },
  /** Ends it with what was seen so far. */
  'explore.stop': { request: exploration, reply: done },
  /** Asks the person for a file; null when they changed their mind. */
  'files.open': { request: nothing, reply: openedFile.nullable() },
  /** Opens what else the lab was started with, now that the window listens. */
  'files.openNamed': { request: nothing, reply: done },
  /** Only what the person opened or saved before. */
  'files.reopen': { request: z.object({ path: filePath }), reply: openedFile },
  'files.forget': { request: z.object({ path: filePath }), reply: done },
  'files.save': { request: z.object({ path: filePath, text: sourceText }), reply: done },
  'files.saveAs': {
    request: z.object({ suggestedName: z.string().min(1).max(limits.nameChars), text: sourceText }),
    reply: openedFile.nullable(),
  },
  /** These and no others are looked at from now on: of changes to them `file.changed` tells. Those that the person did not open are not. */
  'files.watch': { request: z.object({ paths: z.array(filePath).max(limits.watchedFiles) }), reply: done },
  ...mutationCalls,
  ...notesCalls,
  ...pictureCalls,
  ...playerCalls,
  'layout.save': { request: z.object({ layout: z.string().max(limits.layoutChars).nullable() }), reply: done },
  ...recordingCalls,
  'settings.save': { request: settings, reply: done },
  ...verdictCalls,
  'workspace.save': { request: workspace, reply: done },
  'session.start': {
    request: z.object({ scenario: scenarioSource, config: configValues, mode: runMode, seed: settings.shape.seed, durationMs: settings.shape.durationMs }),
    reply: z.discriminatedUnion('started', [
      z.object({ started: z.literal(true), session: z.int(), meta: sessionMeta }),
      z.object({ started: z.literal(false), diagnostics: z.array(diagnostic) }),
    ]),
  },
  /**
   * What is new since the last poll. The window asks when it is ready for more; meanwhile the engine keeps the newest events
   * and counts, by thread, what it had to let go (`ThreadSample.dropped`).
   */
  'session.poll': {
    request: z.object({ session: z.int() }),
    reply: z.object({
      sample: packedSample.nullable(),
      /** What each thread was in the middle of when that was taken; null where nothing is traced. */
      traced: tracedThreads.nullable(),
      /** Whole 24-byte records (shared/trace/events.ts), oldest first. */
      events: bytes,
      result: sessionResult.nullable(),
    }),
  },
  /** What samples show of the memory from now on: objects of these structs, and the global variables. */
  'session.look': { request: z.object({ session: z.int(), structs: z.array(z.string().max(limits.nameChars)).max(limits.lookedAt), globals: z.boolean() }), reply: done },
  'session.stop': { request: z.object({ session: z.int() }), reply: done },
} as const satisfies Record<CallName, { request: z.ZodType; reply: z.ZodType }>;

/** As it reaches the main process, checked and with its defaults. */
export type CheckedRequest<N extends CallName> = z.output<(typeof calls)[N]['request']>;
export type CallRequest<N extends CallName> = z.input<(typeof calls)[N]['request']>;
/** As the main process gives it; and as it reaches the window, checked, with its defaults, and unpacked. */
export type CallAnswer<N extends CallName> = z.input<(typeof calls)[N]['reply']>;
export type CallReply<N extends CallName> = z.output<(typeof calls)[N]['reply']>;

export const pushes = {
  /** The native menu chose a command of the window. */
  command: z.object({ id: z.string().max(100) }),
  /** A file that is watched has another text on disk, which the lab did not write; null when it cannot be read any more, and why. */
  'file.changed': z.object({ path: filePath, text: sourceText.nullable(), reason: z.string().max(limits.pathChars * 2).nullable() }),
  /** A file was opened from outside: a second start of the lab with a path. */
  'file.opened': openedFile,
  /** The same, of a recording. */
  'recording.opened': openedRecording,
  'recordings.progress': recordingProgress,
  /** Something went wrong that nobody asked about. */
  problem: z.object({ message: z.string().max(2000) }),
} as const satisfies Record<PushName, z.ZodType>;

export type PushPayload<N extends PushName> = z.output<(typeof pushes)[N]>;
