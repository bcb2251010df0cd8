/** A schedule played again, for who has it from a token or a recording. */
import type { Program, Site } from '../../../shared/dialect/ir.ts';
import type { Action, Step } from '../../../shared/explore/verdict.ts';
import type { Fault } from '../explore/fault.ts';
import { Replay } from './replay.ts';
import { stateOf, type StateView } from './state.ts';
import { replayImage, type RunOptions } from './step-run.ts';

export interface Played {
  /** Those taken. */
  steps: Step[];
  sites: Site[];
  /** Of the schedule. */
  length: number;
  /** What is wrong after the last of these steps; null: nothing. */
  fault: Fault | null;
  /** The state after the last of these steps. */
  state: StateView;
}

/** Up to `to` steps from the first state; all, unless told. Throws `ScheduleError` when the program has no such schedule. */
export function play(program: Program, options: RunOptions, schedule: readonly Action[], to = schedule.length): Played {
  const replay = new Replay(replayImage(program, options));
  const sites = replay.newSites();
  const { steps, fault } = replay.tell(schedule.slice(0, to), sites);
  return { steps, fault, sites: sites.sites, length: schedule.length, state: stateOf(replay.run) };
}
