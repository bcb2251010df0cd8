/** The counterexample of a recording, replayed by the sources in it. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { Violation } from '../../../shared/explore/verdict.ts';
import type { RecordedSources } from '../../../shared/recording/contents.ts';
import type { ExplorationMeta } from '../../../shared/recording/exploration.ts';
import type { CounterexampleSubject, PlayedSubject } from '../../../shared/recording/export/subjects.ts';
import { isShipped } from '../../../shared/variants/kernel.ts';
import { replayOf } from '../explore/asked.ts';
import { findOrCompile } from '../explore/find-or-compile.ts';
import type { KeptImages } from '../explore/kept-images.ts';
import { isGoal } from '../explore/outcome.ts';
import { type Played, play } from './play.ts';
import { Replay } from './replay.ts';
import { ScheduleError } from './schedule-error.ts';
import { playedProgram } from './memory-of.ts';
import { statesOf } from './states.ts';
import { withoutRoom } from './step-run.ts';
import { encodeToken } from './token.ts';

/** The recording is whole, but cannot be replayed here; the message says why, without the file's name. */
export class Unplayable extends Error {}

/**
 * What replays a recording's schedules. `kept`: where that of a shipped scenario is looked for, as it was compiled before.
 * Throws `Unplayable` when the sources are no program for this Faultline, or not those that were explored.
 */
export async function recordedImage(meta: ExplorationMeta, [scenario, ...kernel]: RecordedSources, kept?: KeptImages): Promise<StepImage> {
  const { protocol, config, memory, objects, properties } = meta;
  const input = { scenario: scenario!, kernel, protocol, config, memory };
  const { checked: { program, diagnostics: [first] }, emit } = await findOrCompile(input, replayOf(scenario!, meta), isShipped(kernel, protocol) ? kept : undefined);
  if (!program) throw new Unplayable(`its sources are no program for this Faultline (they were recorded by ${meta.faultline}): ${first?.file}:${first?.line}: ${first?.message}`);
  if (program.sourceHash !== meta.sourceHash) throw new Unplayable('its sources are not those that were explored');
  return emit(withoutRoom({ objects, properties }));
}

/** How a replay ends other than it was recorded, in words; null: the same. What was asked for is no fault: there it ends with nothing violated. */
export function differs(violation: Violation, { fault }: Pick<Played, 'fault'>): string | null {
  if (isGoal(violation) ? fault === null : fault?.kind === violation.kind && fault.property === violation.property) return null;
  return `then, ${violation.message}; now, ${fault ? fault.message : 'nothing is violated'}`;
}

/** With all of its states. Throws `Unplayable` when it does not end as it was recorded. */
export async function playRecorded(subject: CounterexampleSubject, kept?: KeptImages): Promise<PlayedSubject> {
  const { meta, sources, violation } = subject;
  const image = await recordedImage(meta, sources, kept);
  const replay = new Replay(image);
  const otherwise = differs(violation, taken(() => play(replay, { schedule: violation.steps, cycle: violation.cycle })));
  if (otherwise !== null) throw new Unplayable(`its schedule does not end as it was recorded by Faultline ${meta.faultline}: ${otherwise}`);
  const passingToken = violation.passing && encodeToken(image.program, meta.objects, violation.passing.steps);
  return { ...subject, passingToken, program: playedProgram(image), states: () => statesOf(replay, violation.steps, replay.newSites()) };
}

/** Throws `Unplayable` where a step of the recording's is not possible. */
export function taken<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ScheduleError) throw new Unplayable(error.message);
    throw error;
  }
}
