/** From what a search found to what a person is told: replayed, compared, in its clearest order, beside a run that ends well. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { Action, Violation } from '../../../shared/explore/verdict.ts';
import type { Fault } from '../explore/fault.ts';
import type { Found } from '../explore/found.ts';
import { nearestPassing } from './passing.ts';
import { fewestSwitches, switches } from './reorder.ts';
import { Replay, type Replayed } from './replay.ts';
import { ScheduleError } from './schedule-error.ts';
import { encodeToken } from './token.ts';

/**
 * `image`: as it was searched. `objects`: of each struct that may exist at once, for the token.
 * Throws an error that says so when the replay is not what the search found: one of the two is wrong, and nothing may be reported.
 */
export function tell(image: StepImage, { objects }: { objects: number }, found: Found): Violation {
  const replay = new Replay(image);
  const schedule = clearest(replay, found, replayAgain(replay, found));
  const sites = replay.newSites();
  const told = replay.tell(schedule, sites);
  const passing = found.schedule.length > 0 ? nearestPassing(replay.run, replay.firstState, schedule) : null;
  return {
    kind: found.kind, property: found.property, message: found.kind === 'deadlock' ? told.fault!.message : found.message, shortest: found.shortest, cycle: found.cycle,
    stack: told.fault && told.fault.stack.length > 0 ? told.fault.stack : found.stack,
    steps: told.steps,
    threads: replay.run.image.layout.threads.map((t) => t.name),
    passing: passing && { common: passing.common, steps: replay.tell(passing.schedule, sites).steps },
    token: schedule.length > 0 ? encodeToken(image.program, objects, schedule) : null,
    sites: sites.sites,
  };
}

function replayAgain(replay: Replay, found: Found): Replayed {
  let told: Replayed;
  try {
    told = replay.tell(found.schedule);
  } catch (error) {
    throw new Error(differs(found, (error as Error).message), { cause: error });
  }
  if (!agrees(told.fault, found)) throw new Error(differs(found, told.fault ? `the replay ends in: ${told.fault.message}` : 'the replay ends with nothing violated'));
  if (found.cycle !== null && (told.fault !== null || !returns(replay, found.schedule, found.cycle))) throw new Error(differs(found, 'the replay does not come back to where the cycle begins'));
  return told;
}

function differs({ message }: Found, how: string): string {
  return `the search and the replay of its schedule disagree, so neither can be believed. The search found: ${message}; ${how}. This is a defect of Faultline`;
}

/** Kinds of violation that a replay sees by itself: the rest is in how the search looked at the last state. */
const SEEN: ReadonlySet<Fault['kind']> = new Set<Fault['kind']>([
  'assertion', 'property', 'condition', 'deadlock', 'use-after-free', 'null-pointer', 'wild-pointer', 'bad-free', 'bounds', 'bad-callback', 'division-by-zero', 'endless-loop', 'leak',
]);

function agrees(fault: Fault | null, found: Found): boolean {
  if (!SEEN.has(found.kind)) return fault === null || fault.kind === 'deadlock';
  if (!fault || fault.kind !== found.kind) return false;
  if (fault.kind === 'deadlock') return true;
  if (fault.property !== found.property || fault.message !== found.message) return false;
  // The search knows the calls that were inlined, the replay all of them.
  return found.stack.every(({ fn, file, line }, i) => fault.stack[i]?.fn === fn && fault.stack[i].file === file && fault.stack[i].line === line);
}

/** Whether the schedule ends in the state that it was in before its step `cycle`. */
function returns({ run, firstState }: Replay, schedule: readonly Action[], cycle: number): boolean {
  run.restore(firstState);
  let there = run.save();
  schedule.forEach((action, i) => {
    if (i === cycle) there = run.save();
    run.step(action);
  });
  return run.is(there);
}

/** The order with the fewest context switches, if it replays to the same end; else the order that was found. */
function clearest(replay: Replay, found: Found, { footprints }: Replayed): Action[] {
  if (found.cycle !== null) return found.schedule;
  const schedule = fewestSwitches(found.schedule, footprints, found.kind !== 'deadlock');
  if (switches(schedule) >= switches(found.schedule)) return found.schedule;
  try {
    return agrees(replay.tell(schedule).fault, found) ? schedule : found.schedule;
  } catch (error) {
    if (!(error instanceof ScheduleError)) throw error;
    // Steps that touch more than is told of them, such as an atomic block that allocates, cannot be reordered.
    return found.schedule;
  }
}
