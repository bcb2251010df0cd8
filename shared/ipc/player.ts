/** What the window asks of the player, and hears. */
import { memoryModels } from '../dialect/memory-model.ts';
import { figuresSchema, verdictLimits } from '../explore/verdict-schema.ts';
import { mostSteps } from '../explore/verdict.ts';
import { aheadSchema, fromHereSchema, lineChangeSchema, passingRunSchema, playedProgramSchema, playedStateSchema } from '../replay/player-schema.ts';
import { configValues, scenarioSource, sourceText } from './documents.ts';
import { limits } from './limits.ts';
import { z } from './schema.ts';
import { diagnostic } from './session.ts';

const player = z.int();
const step = z.int().min(0).max(mostSteps);
const action = z.object({ thread: z.int().min(0).max(verdictLimits.threads - 1), choice: z.int().min(0).max(2 ** 31 - 1) });
const here = z.object({ player, step });
const done = z.void();
const source = z.object({ path: z.string().min(1).max(limits.pathChars), text: sourceText });
/** The files of a program's kernel, with its variant. */
export const recordedKernel = z.array(source).max(limits.kernelFiles);

const playerOpening = z.object({
  scenario: scenarioSource,
  config: configValues,
  /** Instead of the kernel that ships with the lab, and of what the scenario says: as they were recorded. */
  kernel: recordedKernel.optional(),
  protocol: z.string().max(limits.nameChars).optional(),
  /** What order of memory accesses; sequential consistency unless told. */
  memory: z.enum(memoryModels).optional(),
  /** Objects of each struct that may exist at once. */
  objects: z.int().min(1).max(limits.exploredObjects),
  /** The names of those that are checked; null: all. */
  properties: z.array(z.string().max(limits.nameChars)).max(limits.properties).nullable(),
  /** Empty: none yet. */
  schedule: z.array(action).max(mostSteps),
  cycle: step.nullable(),
});
export type PlayerOpening = z.infer<typeof playerOpening>;

export const playerCalls = {
  /** Ends the player before it, if there is one. */
  'player.open': {
    request: playerOpening,
    reply: z.discriminatedUnion('opened', [
      z.object({ opened: z.literal(true), player, program: playedProgramSchema, rules: z.array(z.string().max(limits.nameChars)), change: lineChangeSchema }),
      z.object({ opened: z.literal(false), diagnostics: z.array(diagnostic) }),
    ]),
  },
  /** Of the opening that is under way: steps taken, and how many there are; null until the scenario is compiled. */
  'player.opening': { request: z.undefined(), reply: z.object({ taken: step, of: step }).nullable() },
  /** Ends whatever is opened or played. */
  'player.giveUp': { request: z.undefined(), reply: done },
  'player.at': { request: here, reply: playedStateSchema },
  /** `step`: after so many, this one goes. */
  'player.take': { request: here.extend({ action }), reply: lineChangeSchema },
  'player.finish': { request: here, reply: lineChangeSchema },
  'player.undo': { request: here, reply: lineChangeSchema },
  'player.redo': { request: here, reply: lineChangeSchema },
  'player.reset': { request: here, reply: lineChangeSchema },
  /** Ends early when another search begins, or with `player.cancel`. */
  'player.ahead': { request: here.extend({ within: z.int().min(1).max(limits.stepsAhead) }), reply: z.array(aheadSchema) },
  /** `liveness`: looks for schedules that go round for ever, too. */
  'player.explore': { request: here.extend({ timeMs: z.int().min(1).max(limits.durationMs), liveness: z.boolean() }), reply: fromHereSchema },
  'player.progress': { request: z.object({ player }), reply: figuresSchema.nullable() },
  'player.cancel': { request: z.object({ player }), reply: done },
  'player.passing': { request: z.object({ player }), reply: passingRunSchema.nullable() },
  /** Goes on as that run does, from where the two part. */
  'player.takePassing': { request: z.object({ player }), reply: lineChangeSchema },
  /** The schedule up to that step, as a short text to copy. */
  'player.token': { request: here, reply: z.string() },
  'player.close': { request: z.object({ player }), reply: done },
} as const;
