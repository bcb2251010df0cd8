/** Makes the lines that are played: takes steps where another line stands, tells each as it is taken, and looks what is wrong at the end. */
import type { Action } from '../../../shared/explore/verdict.ts';
import type { Fault } from '../explore/fault.ts';
import { lassoFault, NotALasso } from '../replay/lasso.ts';
import { Names } from '../replay/names.ts';
import type { Replay } from '../replay/replay.ts';
import { ScheduleError } from '../replay/schedule-error.ts';
import type { SiteTable } from '../replay/sites.ts';
import { Telling } from '../replay/telling.ts';
import { breakingValues } from './breaking.ts';
import type { Line } from './line.ts';
import type { Playhead } from './playhead.ts';
import { Rules } from './rules.ts';
import { Touches } from './touches.ts';

export class LineMaker {
  private readonly touches: Touches;

  constructor(
    private readonly replay: Replay,
    private readonly sites: SiteTable,
    private readonly playhead: Playhead,
  ) {
    this.touches = new Touches(new Names(replay.run.image));
  }

  /** No step, and what is wrong already when all is set up. */
  empty(): Line {
    const fault = this.replay.bootFault;
    return { steps: [], footprints: [], rules: [], touches: [], failed: fault !== null, blocked: [], cycle: null, end: { fault: fault && { ...fault, values: [] }, over: false } };
  }

  /**
   * The first steps of the line, and then these. `cycle`: from which step on it goes round for ever. `onTaken`: told after each of these.
   * Throws `ScheduleError`.
   */
  extended(line: Line, step: number, actions: readonly Action[], cycle: number | null, onTaken?: (steps: number) => void): Line {
    const { replay, replay: { run }, sites, playhead } = this;
    playhead.moveTo(line, step);
    playhead.forgetAfter(step);
    playhead.away();
    const telling = new Telling(run, sites, { steps: line.steps.slice(0, step), footprints: line.footprints.slice(0, step) });
    const { told } = telling;
    const rulesOfSteps = new Rules(run);
    const rules = line.rules.slice(0, step);
    const touches = line.touches.slice(0, step);
    try {
      actions.forEach((action, i) => {
        telling.take(action, step + i);
        rules.push(rulesOfSteps.ofLast(told.footprints.at(-1)!));
        touches.push(this.touches.of(told.footprints.at(-1)!, told.steps.at(-1)!));
        if (!told.failure) playhead.pass(step + i + 1);
        onTaken?.(i + 1);
      });
    } catch (error) {
      playhead.forgetAfter(step);
      throw error;
    }
    if (!told.failure) told.blocked = telling.blocked(run.enabled());
    const { steps, footprints, failure, blocked } = told;
    const fault = replay.faultAfter(told, sites) ?? (cycle === null ? null : roundFault(replay, steps, cycle, sites));
    const broken = run.image.program.properties.findIndex(({ name }) => name === fault?.property);
    // What the search finds by itself, such as a use after free, is looked at by no check.
    if (broken >= 0 && rules.at(-1)?.includes(broken) === false) rules.at(-1)!.push(broken);
    const values = fault ? breakingValues(run, fault, playhead.first, { steps, footprints, blocked, cycle }) : [];
    return {
      steps, footprints, rules, touches, blocked, failed: failure !== null, cycle,
      end: { over: !failure && run.done, fault: fault && { kind: fault.kind, property: fault.property, message: fault.message, values } },
    };
  }
}

/** What is wrong with a schedule that is said to go round for ever. Throws `ScheduleError` when it does not. Leaves the run at its end. */
function roundFault(replay: Replay, steps: Line['steps'], cycle: number, sites: SiteTable): Fault {
  try {
    return lassoFault(replay, steps, cycle, steps, sites);
  } catch (error) {
    if (error instanceof NotALasso) throw new ScheduleError(-1, `the schedule is said to go round for ever, but it ${error.message}`);
    throw error;
  }
}
