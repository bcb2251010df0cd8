/** From what a search found to what a person is told: replayed, compared, in its clearest order, beside a run that ends well. */
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import type { Action, Violation } from '../../../shared/explore/verdict.ts';
import { describeFailure, SearchFailure } from '../explore/failure.ts';
import type { Fault } from '../explore/fault.ts';
import type { Found } from '../explore/found.ts';
import { isGoal } from '../explore/outcome.ts';
import { fewerSwitches } from './fewest.ts';
import { isStronglyFair, lassoFault, NotALasso } from './lasso.ts';
import { nearestPassing } from './passing.ts';
import { fewestSwitches, switches } from './reorder.ts';
import { Replay, type Replayed } from './replay.ts';
import { ScheduleError } from './schedule-error.ts';
import type { StepRun } from './step-run.ts';
import { encodeToken } from './token.ts';

/**
 * `image`: as it was searched. `objects`: of each struct that may exist at once, for the token. With a bound of switches the order is left
 * as it was found, as another one may need more of them.
 * Throws an error that says so when the replay is not what the search found: one of the two is wrong, and nothing may be reported.
 */
export function tell(image: StepImage, { objects, maxSwitches = null }: { objects: number; maxSwitches?: number | null | undefined }, found: Found): Violation {
  const replay = new Replay(image);
  const again = replayAgain(replay, found);
  const { schedule, fewest } = maxSwitches === null ? clearestOfAll(replay, found, clearest(replay, found, again)) : { schedule: found.schedule, fewest: false };
  const sites = replay.newSites();
  const told = replay.tell(schedule, sites);
  const fault = found.cycle === null ? told.fault : lassoFault(replay, schedule, found.cycle, told.steps, sites);
  const passing = found.schedule.length > 0 && !isGoal(found) ? nearestPassing(replay.run, replay.firstState, schedule) : null;
  return {
    kind: found.kind, property: fault?.property ?? found.property, message: REPLAYED.has(found.kind) || found.cycle !== null ? fault!.message : found.message,
    shortest: found.shortest, cycle: found.cycle, wraps: told.wraps, fewest,
    stack: fault && fault.stack.length > 0 ? fault.stack : found.stack,
    steps: told.steps,
    threads: replay.run.image.layout.threads.map((t) => t.name),
    passing: passing && { common: passing.common, nearest: passing.nearest, steps: replay.tell(passing.schedule, sites).steps },
    token: schedule.length > 0 ? encodeToken(image.program, objects, schedule, found.cycle) : null,
    sites: sites.sites,
  };
}

function replayAgain(replay: Replay, found: Found): Replayed {
  let told: Replayed;
  const sites = replay.newSites();
  try {
    told = replay.tell(found.schedule, sites);
  } catch (error) {
    throw new Error(differs(found, (error as Error).message), { cause: error });
  }
  if (!agrees(replay, told.fault, found)) throw new Error(differs(found, told.fault ? `the replay ends in: ${told.fault.message}` : 'the replay ends with nothing violated'));
  if (found.cycle !== null) {
    if (told.fault !== null) throw new Error(differs(found, `the replay ends in: ${told.fault.message}`));
    try {
      lassoFault(replay, found.schedule, found.cycle, told.steps, sites);
    } catch (error) {
      if (error instanceof NotALasso) throw new Error(differs(found, `the replay ${error.message}`), { cause: error });
      throw error;
    }
  }
  return told;
}

function differs({ message }: Found, how: string): string {
  return `the search and the replay of its schedule disagree, so neither can be believed. The search found: ${message}; ${how}. This is a defect of Faultline`;
}

/** Kinds of violation that a replay sees by itself: the rest is in how the search looked at the last state. */
const SEEN: ReadonlySet<Fault['kind']> = new Set<Fault['kind']>([
  'assertion', 'property', 'condition', 'deadlock', 'use-after-free', 'null-pointer', 'wild-pointer', 'bad-free', 'bounds', 'bad-callback', 'division-by-zero', 'endless-loop', 'leak',
  'line-reached',
]);

/** Kinds whose message the replay knows more of: who waits for whom; the call that a property's observer watched; who asked BUG_ON. */
const REPLAYED: ReadonlySet<Fault['kind']> = new Set<Fault['kind']>(['deadlock', 'property', 'assertion']);

/** `replay` stands at the end. */
function agrees({ run }: Replay, fault: Fault | null, found: Found): boolean {
  if (found.kind === 'sometimes' && !run.holds(found.property!)) return false;
  if (!SEEN.has(found.kind)) return fault === null || fault.kind === 'deadlock';
  if (!fault || fault.kind !== found.kind) return false;
  if (fault.kind === 'deadlock') return true;
  // The search knows the calls that were inlined, the replay all of them.
  if (fault.property !== found.property || (fault.message !== found.message && !fault.message.startsWith(`${found.message} in `))) return false;
  return found.stack.every(({ fn, file, line }, i) => fault.stack[i]?.fn === fn && fault.stack[i].file === file && fault.stack[i].line === line);
}

/** Of a shortest schedule: whether another as short has fewer switches, where there are few enough to look at. */
function clearestOfAll(replay: Replay, found: Found, schedule: Action[]): { schedule: Action[]; fewest: boolean } {
  if (!found.shortest || found.cycle !== null || schedule.length === 0) return { schedule, fewest: false };
  const { run } = replay;
  const fewer = fewerSwitches(run, replay.firstState, { length: schedule.length, switches: switches(schedule) }, (error) => endsAs(run, error, found));
  if (!fewer.schedule) return { schedule, fewest: fewer.all };
  const { fault } = replay.tell(fewer.schedule);
  return agrees(replay, fault, found) ? { schedule: fewer.schedule, fewest: true } : { schedule, fewest: false };
}

/** Whether a schedule ends as was found, which `run` stands at the end of; `error`: what its last step failed with. */
function endsAs(run: StepRun, error: SearchFailure | null, found: Found): boolean {
  if (error) return isSame(error, run, found);
  if (found.kind === 'sometimes') return run.holds(found.property!);
  if (found.kind === 'deadlock') return !run.over && run.enabled().length === 0;
  try {
    return run.falseCondition() === found.property && found.kind === 'condition';
  } catch (thrown) {
    if (!(thrown instanceof SearchFailure)) throw thrown;
    return isSame(thrown, run, found);
  }
}

function isSame(error: SearchFailure, { image }: StepRun, found: Found): boolean {
  const { kind, property, message, stack } = describeFailure(error, image);
  return error.kind !== null && kind === found.kind && property === found.property && message === found.message && stack.length === found.stack.length && found.stack.every((call, i) => call.line === stack[i]!.line && call.file === stack[i]!.file);
}

/** The order with the fewest context switches, if it replays to the same end; else the order that was found. */
function clearest(replay: Replay, found: Found, { footprints, steps: before }: Replayed): Action[] {
  const { cycle } = found;
  const schedule = cycle === null ? fewestSwitches(found.schedule, footprints, found.kind !== 'deadlock')
    : [...fewestSwitches(found.schedule.slice(0, cycle), footprints.slice(0, cycle), false), ...fewestSwitches(found.schedule.slice(cycle), footprints.slice(cycle), false)];
  if (switches(schedule) >= switches(found.schedule)) return found.schedule;
  try {
    const sites = replay.newSites();
    const { fault, steps } = replay.tell(schedule, sites);
    if (!agrees(replay, fault, found)) return found.schedule;
    if (cycle !== null) {
      // In another order a thread that could not go now and then may be one that always can, and never goes; or one that never could, one that can now and then.
      lassoFault(replay, schedule, cycle, steps, sites);
      if (isStronglyFair(before.slice(cycle)) && !isStronglyFair(steps.slice(cycle))) return found.schedule;
    }
    return schedule;
  } catch (error) {
    if (!(error instanceof ScheduleError || error instanceof NotALasso)) throw error;
    // Steps that touch more than is told of them, such as an atomic block that allocates, cannot be reordered.
    return found.schedule;
  }
}
