/** A schedule played again, for who has it from a token or a recording. */
import type { Site } from '../../../shared/dialect/ir.ts';
import type { Step } from '../../../shared/explore/verdict.ts';
import type { Fault } from '../explore/fault.ts';
import { lassoFault, NotALasso } from './lasso.ts';
import type { Replay } from './replay.ts';
import { ScheduleError } from './schedule-error.ts';
import { stateOf, type StateView } from './state.ts';
import type { Token } from './token.ts';

export interface Played {
  /** Those taken. */
  steps: Step[];
  sites: Site[];
  /** Of the schedule. */
  length: number;
  /** The index of the step from which on it goes round for ever, or null. */
  cycle: number | null;
  /** What is wrong after the last of these steps; null: nothing. */
  fault: Fault | null;
  /** The state after the last of these steps. */
  state: StateView;
}

/** Up to `to` steps from the first state; all, unless told. Throws `ScheduleError` when the program has no such schedule. */
export function play(replay: Replay, { schedule, cycle }: Pick<Token, 'schedule' | 'cycle'>, to = schedule.length): Played {
  const sites = replay.newSites();
  const { steps, fault } = replay.tell(schedule.slice(0, to), sites);
  const whole = cycle !== null && to >= schedule.length && fault === null;
  return { steps, cycle, fault: whole ? wentRound(replay, schedule, cycle, steps, sites) : fault, sites: sites.sites, length: schedule.length, state: stateOf(replay.run) };
}

function wentRound(...of: Parameters<typeof lassoFault>): Fault {
  try {
    return lassoFault(...of);
  } catch (error) {
    if (error instanceof NotALasso) throw new ScheduleError(-1, `the schedule is said to go round for ever, but it ${error.message}`);
    throw error;
  }
}
