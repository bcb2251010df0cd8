/**
 * The nearest run that ends well: the longest common start with a failing schedule after which another decision, and then a
 * few simple ways to go on, bring every scenario thread that is to end to its end with nothing violated.
 */
import type { Action } from '../../../shared/explore/verdict.ts';
import type { SavedState, StepRun } from './step-run.ts';
import { Turns } from './turns.ts';

export interface Passing {
  /** Steps shared with the failing schedule; the step after them decides differently. */
  common: number;
  /** The whole run. */
  schedule: Action[];
}

/** Decisions that are tried, from the end backwards. */
const DECISIONS = 400;
/**
 * Steps of one attempt, after which it is taken not to end, where the failing schedule has not half as many: a thread that goes round for ever
 * is to leave some for the other decisions. And steps of all together.
 */
const LONGEST = 1000;
const ALL_STEPS = 400_000;

export function nearestPassing(run: StepRun, first: SavedState, failing: readonly Action[]): Passing | null {
  const search = passingSearch(run, first, failing);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}

/** The same, an attempt at a time: between two, the run may be used for something else. */
export function* passingSearch(run: StepRun, first: SavedState, failing: readonly Action[]): Generator<void, Passing | null> {
  const from = Math.max(0, failing.length - DECISIONS);
  const states: SavedState[] = [];
  run.restore(first);
  failing.slice(0, -1).forEach((action, i) => {
    if (i >= from) states[i] = run.save();
    run.step(action);
  });
  if (failing.length > 0) states[failing.length - 1] = run.save();
  const search = new PassingSearch(run, first, failing);
  for (let common = failing.length - 1; common >= from && search.left > 0; common--) {
    const rest = yield* search.from(states[common]!, failing[common]!);
    if (rest) return { common, schedule: [...failing.slice(0, common), ...rest] };
  }
  return null;
}

class PassingSearch extends Turns {
  private after: SavedState | undefined;
  /** Steps of one attempt. */
  private readonly longest: number;

  constructor(run: StepRun, first: SavedState, failing: readonly Action[]) {
    super(run, first, ALL_STEPS);
    this.longest = Math.max(LONGEST, 2 * failing.length);
  }

  /** A run from this state that ends well and does not begin with `not`. */
  *from(state: SavedState, not: Action): Generator<void, Action[] | null> {
    const { run } = this;
    run.restore(state);
    const enabled = run.enabled();
    const kernel = new Set(run.threads.filter((t) => run.image.layout.threads[t]!.kind !== 'thread'));
    // A decision between the scenario's threads says more than a step of the kernel's in between.
    for (const thread of [...enabled.filter((t) => !kernel.has(t)), ...enabled.filter((t) => kernel.has(t))]) {
      for (let choice = 0, choices = 1; choice < choices; choice++) {
        run.restore(state);
        const went = this.take({ thread, choice }) === 'went';
        choices = run.choices;
        if (!went || (thread === not.thread && choice === not.choice)) continue;
        const after = (this.after = run.save(this.after));
        for (const lead of this.order(thread)) {
          for (const early of [true, false]) {
            yield;
            run.restore(after);
            const { actions, end } = this.inTurn(lead, early, this.longest);
            if (end === 'done') return [{ thread, choice }, ...actions];
          }
        }
      }
    }
    return null;
  }
}
