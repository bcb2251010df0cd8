/** From a trace that the lab exported to what its recording holds: the schedule is replayed, and its steps are told anew. */
import type { Program } from '../../../shared/dialect/ir.ts';
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { Action, Verdict, Violation } from '../../../shared/explore/verdict.ts';
import type { RecordedSources } from '../../../shared/recording/contents.ts';
import type { ExplorationMeta } from '../../../shared/recording/exploration.ts';
import type { ItfMeta, ItfTrace } from '../../../shared/recording/export/itf/meta.ts';
import type { KeptImages } from '../explore/kept-images.ts';
import { isGoal } from '../explore/outcome.ts';
import { recordedImage, Unplayable } from './recorded.ts';
import { Replay } from './replay.ts';
import { ScheduleError } from './schedule-error.ts';
import { decodeToken, misfit, type Token } from './token.ts';

/** Throws `Unplayable`: the sources are no program here, or its schedules are not ones of them, or not those of the trace's states. */
export async function fromItf({ '#meta': { faultline: given }, states, loop }: ItfTrace, kept?: KeptImages): Promise<{ meta: ExplorationMeta; sources: RecordedSources; verdict: Verdict }> {
  const { meta, sources } = given;
  const image = await recordedImage(meta, sources, kept);
  try {
    const cycle = loop ?? null;
    const schedule = given.token === null ? [] : scheduleOf(decodeToken(given.token), image.program).schedule;
    if (!sameActions(schedule, states.slice(1).map(({ action }) => ({ thread: action.number, choice: action.choice })))) {
      throw new Unplayable('its states are not those of its schedule: it has been changed since it was exported');
    }
    const violation = retold(image, given, schedule, cycle);
    const { outcome, reason, sometimes, unreached, covers, figures } = given;
    const found = isGoal(violation) ? { violation: null, witness: violation } : { violation, witness: null };
    return { meta, sources, verdict: { ...figures, ...found, outcome, reason, sometimes, unreached, covers } };
  } catch (error) {
    if (error instanceof ScheduleError) throw new Unplayable(error.message);
    throw error;
  }
}

function retold(image: StepImage, given: ItfMeta, schedule: readonly Action[], cycle: number | null): Violation {
  const replay = new Replay(image);
  const sites = replay.newSites();
  const { kind, property, message, stack, shortest, fewest, token, passing } = given;
  const { steps, fault, wraps } = replay.tell(schedule, sites);
  const violation: Violation = {
    kind, property, message, stack, shortest, fewest, token, steps, cycle, wraps,
    threads: image.layout.threads.map((t) => t.name),
    passing: passing && { common: passing.common, nearest: passing.nearest, steps: replay.tell(scheduleOf(decodeToken(passing.token), image.program).schedule, sites).steps },
    sites: sites.sites,
  };
  // A round is looked at where it is replayed.
  const as = isGoal(violation) || cycle !== null ? null : kind;
  if ((fault?.kind ?? null) !== as) throw new Unplayable(`its schedule does not end as it says: then, ${message}; now, ${fault ? fault.message : 'nothing is violated'}`);
  return violation;
}

function scheduleOf(token: Token, program: Program): Token {
  const why = misfit(token, program);
  if (why !== null) throw new Unplayable(`its schedule is not one of its sources: ${why}`);
  return token;
}

function sameActions(a: readonly Action[], b: readonly Action[]): boolean {
  return a.length === b.length && a.every(({ thread, choice }, i) => b[i]!.thread === thread && b[i]!.choice === choice);
}
