/** A schedule as it is played: its steps told, and how it ends. */
import type { Blocked, Step } from '../../../shared/explore/verdict.ts';
import type { LineEnd } from '../../../shared/replay/player.ts';
import type { Footprint } from '../replay/footprint.ts';

export interface Line {
  steps: Step[];
  footprints: Footprint[];
  /** Of each step, the rules that it has to do with (rules.ts). */
  rules: number[][];
  /** Of each step, what it touches (touches.ts). */
  touches: string[][];
  /** Its last step failed. */
  failed: boolean;
  /** Who cannot go on at its end. */
  blocked: Blocked[];
  /** The index of the step from which on it goes round for ever, or null. */
  cycle: number | null;
  end: LineEnd;
}

/** Steps that both begin with. */
export function commonSteps(a: readonly Step[], b: readonly Step[]): number {
  const most = Math.min(a.length, b.length);
  for (let i = 0; i < most; i++) if (a[i]!.thread !== b[i]!.thread || a[i]!.choice !== b[i]!.choice) return i;
  return most;
}

/** Lines to go back to, and lines that were gone back from. */
export class History {
  private readonly past: Moment[] = [];
  private readonly future: Moment[] = [];

  get canUndo(): boolean {
    return this.past.length > 0;
  }

  get canRedo(): boolean {
    return this.future.length > 0;
  }

  /** The line as it was is left for another one. */
  leave(moment: Moment): void {
    this.past.push(moment);
    if (this.past.length > MOST) this.past.shift();
    this.future.length = 0;
  }

  /** Null: there is none. `now`: to come back to. */
  back(now: Moment): Moment | null {
    const moment = this.past.pop();
    if (moment) this.future.push(now);
    return moment ?? null;
  }

  forth(now: Moment): Moment | null {
    const moment = this.future.pop();
    if (moment) this.past.push(now);
    return moment ?? null;
  }
}

export interface Moment {
  line: Line;
  /** Steps taken where the person was. */
  at: number;
}

const MOST = 500;
