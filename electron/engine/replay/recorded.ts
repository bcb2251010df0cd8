/** The counterexample of a recording, replayed by the sources in it. */
import type { Program } from '../../../shared/dialect/ir.ts';
import type { Violation } from '../../../shared/explore/verdict.ts';
import type { RecordedSources } from '../../../shared/recording/contents.ts';
import type { ExplorationMeta } from '../../../shared/recording/exploration.ts';
import type { CounterexampleSubject, PlayedSubject } from '../../../shared/recording/export/subjects.ts';
import { checkForSearch } from '../explore/program.ts';
import { isGoal } from '../explore/outcome.ts';
import { type Played, playIn } from './play.ts';
import { Replay } from './replay.ts';
import { ScheduleError } from './schedule-error.ts';
import { playedProgram } from './memory-of.ts';
import { statesOf } from './states.ts';
import { replayImage, type RunOptions } from './step-run.ts';
import { encodeToken } from './token.ts';

/** The recording is whole, but cannot be replayed here; the message says why, without the file's name. */
export class Unplayable extends Error {}

/** Throws `Unplayable` when the sources are no program for this Faultline, or not those that were explored. */
export function recordedProgram(meta: ExplorationMeta, [scenario, ...kernel]: RecordedSources): Program {
  const { program, diagnostics: [first] } = checkForSearch({ scenario: scenario!, kernel, protocol: meta.protocol, config: meta.config, memory: meta.memory });
  if (!program) throw new Unplayable(`its sources are no program for this Faultline (they were recorded by ${meta.faultline}): ${first?.file}:${first?.line}: ${first?.message}`);
  if (program.sourceHash !== meta.sourceHash) throw new Unplayable('its sources are not those that were explored');
  return program;
}

export function recordedOptions({ objects, properties }: ExplorationMeta): RunOptions {
  return { objects, properties };
}

/** How a replay ends other than it was recorded, in words; null: the same. What was asked for is no fault: there it ends with nothing violated. */
export function differs(violation: Violation, { fault }: Pick<Played, 'fault'>): string | null {
  if (isGoal(violation) ? fault === null : fault?.kind === violation.kind && fault.property === violation.property) return null;
  return `then, ${violation.message}; now, ${fault ? fault.message : 'nothing is violated'}`;
}

/** With all of its states. Throws `Unplayable` when it does not end as it was recorded. */
export function playRecorded(subject: CounterexampleSubject): PlayedSubject {
  const { meta, sources, violation } = subject;
  const program = recordedProgram(meta, sources);
  const options = recordedOptions(meta);
  const replay = new Replay(replayImage(program, options));
  const otherwise = differs(violation, played(() => playIn(replay, { schedule: violation.steps, cycle: violation.cycle })));
  if (otherwise !== null) throw new Unplayable(`its schedule does not end as it was recorded by Faultline ${meta.faultline}: ${otherwise}`);
  const passingToken = violation.passing && encodeToken(program, meta.objects, violation.passing.steps);
  return { ...subject, passingToken, program: playedProgram(replay.run.image), states: () => statesOf(replay, violation.steps, replay.newSites()) };
}

function played<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (error instanceof ScheduleError) throw new Unplayable(error.message);
    throw error;
  }
}
