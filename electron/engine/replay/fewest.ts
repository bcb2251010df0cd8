/**
 * Among all schedules of one length, not only those that differ in the order of independent steps (reorder.ts): one with fewer switches that ends
 * the same. First all without a switch are looked at, then all with one, and so on; so what is found has the fewest there are.
 */
import type { Action } from '../../../shared/explore/verdict.ts';
import { SearchFailure } from '../explore/failure.ts';
import type { SavedState, StepRun } from './step-run.ts';

/** Steps that are taken in all. With each switch more there are many times as many schedules. */
const ALL_STEPS = 50_000;
/** Longer schedules are left as they are: a state is kept for each step. */
const LONGEST = 400;

export interface Fewer {
  /** Null: none was found. */
  schedule: Action[] | null;
  /** Whether all schedules with fewer switches than it, or than the known one, were looked at. */
  all: boolean;
}

/** `known`: the length of the schedules, before whose last step nothing is wrong, and the switches of a known one. `ends`: whether the state after the last step is the one looked for, or what that step failed with. */
export function fewerSwitches(run: StepRun, first: SavedState, known: { length: number; switches: number }, ends: (error: SearchFailure | null) => boolean): Fewer {
  if (known.length > LONGEST) return { schedule: null, all: false };
  const search = new SwitchSearch(run, known.length, ends);
  for (let most = 0; most < known.switches; most++) {
    run.restore(first);
    if (search.goOn(-1, most)) return { schedule: search.path, all: true };
    if (search.left <= 0) return { schedule: null, all: false };
  }
  return { schedule: null, all: true };
}

class SwitchSearch {
  readonly path: Action[] = [];
  left = ALL_STEPS;
  /** The state before each step of the path. */
  private readonly states: SavedState[] = [];

  constructor(
    private readonly run: StepRun,
    private readonly length: number,
    private readonly ends: (error: SearchFailure | null) => boolean,
  ) {}

  /** From the state that the run is in, with so many switches; whether the path then ends as it should. */
  goOn(last: number, switches: number): boolean {
    const { run, path, states } = this;
    const depth = path.length;
    const state = (states[depth] = run.save(states[depth]));
    const others = last < 0 || switches > 0 ? run.threads.filter((t) => t !== last) : [];
    const ready = [...(last < 0 ? [] : [last]), ...others].filter((t) => !run.ended(t) && run.sleepsOn(t) === 0);
    for (const thread of ready) {
      const rest = last < 0 || thread === last ? switches : switches - 1;
      for (let choice = 0, choices = 1; choice < choices; choice++) {
        run.restore(state);
        if (this.left-- <= 0) return false;
        const taken = this.take({ thread, choice });
        if (taken === 'blocked') break;
        choices = Math.max(choices, run.choices);
        path.push({ thread, choice });
        if (depth + 1 === this.length ? this.ends(taken) : taken === null && this.goOn(thread, rest)) return true;
        path.pop();
      }
    }
    return false;
  }

  /** Null: it went. */
  private take(action: Action): SearchFailure | 'blocked' | null {
    try {
      return this.run.step(action) ? null : 'blocked';
    } catch (error) {
      if (!(error instanceof SearchFailure)) throw error;
      return error;
    }
  }
}
