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
  /** The state before a step of the path, where another thread could have gone: the others are some steps from one of these. */
  private readonly states: SavedState[] = [];

  constructor(
    private readonly run: StepRun,
    private readonly length: number,
    private readonly ends: (error: SearchFailure | null) => boolean,
  ) {}

  /** From the state that the run is in, with so many switches; whether the path then ends as it should. `kept`: after so many steps is the last state that is kept. */
  goOn(last: number, switches: number, kept = 0): boolean {
    const { run, path, states } = this;
    const depth = path.length;
    const free = last < 0 || switches > 0;
    if (free) {
      states[depth] = run.save(states[depth]);
      kept = depth;
    }
    let here = true;
    for (const thread of this.ready(last, free)) {
      const rest = last < 0 || thread === last ? switches : switches - 1;
      for (let choice = 0, choices = 1; choice < choices; choice++) {
        if (this.left-- <= 0) return false;
        if (!here) this.comeBack(kept);
        const taken = this.take({ thread, choice });
        here = taken === 'blocked';
        if (taken === 'blocked') break;
        choices = Math.max(choices, run.choices);
        path.push({ thread, choice });
        if (depth + 1 === this.length ? this.ends(taken) : taken === null && this.goOn(thread, rest, kept)) return true;
        path.pop();
      }
    }
    return false;
  }

  /** Who may go: who went last first, and others only where a switch is `free`. */
  private ready(last: number, free: boolean): number[] {
    const { run } = this;
    const order = last < 0 ? run.threads : free ? [last, ...run.threads.filter((t) => t !== last)] : [last];
    return order.filter((t) => !run.ended(t) && run.sleepsOn(t) === 0);
  }

  /** To the end of the path, from the state that is kept after so many steps of it. */
  private comeBack(kept: number): void {
    const { run, path, states } = this;
    run.restore(states[kept]!);
    for (let i = kept; i < path.length; i++) run.step(path[i]!);
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
