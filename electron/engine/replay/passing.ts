/**
 * The nearest run that ends well: the longest common start with a failing schedule after which another decision can bring every
 * scenario thread that is to end to its end with nothing violated. From each decision a few simple ways to go on are tried, which
 * have few switches; where they come to nothing, all there are.
 */
import type { Action } from '../../../shared/explore/verdict.ts';
import { EndsWell } from './ends-well.ts';
import type { SavedState, StepRun } from './step-run.ts';
import { Turns } from './turns.ts';

export interface Passing {
  /** Steps shared with the failing schedule; the step after them decides differently. */
  common: number;
  /** The whole run. */
  schedule: Action[];
  /** Whether none that ends well shares more steps: all were looked at. */
  nearest: boolean;
}

/** Decisions that are tried, from the end backwards. */
const DECISIONS = 400;
/**
 * Steps of one attempt, after which it is taken not to end, where the failing schedule has not half as many: a thread that goes round for ever
 * is to leave some for the other decisions. And steps of all together.
 */
const LONGEST = 1000;
const ALL_STEPS = 400_000;
/** Steps of looking at all ways to go on where somebody waits for the answer: a tenth of a second. */
const WAITED_STEPS = 10_000;

export function nearestPassing(run: StepRun, first: SavedState, failing: readonly Action[]): Passing | null {
  const search = passingSearch(run, first, failing, WAITED_STEPS);
  for (;;) {
    const { done, value } = search.next();
    if (done) return value;
  }
}

/** The same, an attempt at a time: between two, the run may be used for something else. `wholeSteps`: those of looking at all ways to go on. */
export function* passingSearch(run: StepRun, first: SavedState, failing: readonly Action[], wholeSteps: number): Generator<void, Passing | null> {
  const from = Math.max(0, failing.length - DECISIONS);
  const states: SavedState[] = [];
  run.restore(first);
  failing.slice(0, -1).forEach((action, i) => {
    if (i >= from) states[i] = run.save();
    run.step(action);
  });
  if (failing.length > 0) states[failing.length - 1] = run.save();
  const search = new PassingSearch(run, first, failing, wholeSteps);
  for (let common = failing.length - 1; common >= from && search.left > 0; common--) {
    const rest = yield* search.from(states[common]!, failing[common]!);
    if (rest) return { common, schedule: [...failing.slice(0, common), ...rest], nearest: search.whole.left > 0 };
  }
  return null;
}

class PassingSearch extends Turns {
  readonly whole: EndsWell;
  private after: SavedState | undefined;
  /** Steps of one attempt. */
  private readonly longest: number;

  constructor(run: StepRun, first: SavedState, failing: readonly Action[], wholeSteps: number) {
    super(run, first, ALL_STEPS);
    this.longest = Math.max(LONGEST, 2 * failing.length);
    this.whole = new EndsWell(run, first, wholeSteps);
  }

  /** A run from this state that ends well and does not begin with `not`. */
  *from(state: SavedState, not: Action): Generator<void, Action[] | null> {
    const ways = this.others(state, not);
    for (const way of ways) {
      const rest = yield* this.simply(state, way);
      if (rest) return [way, ...rest];
    }
    for (const way of ways) {
      const rest = yield* this.whole.from(this.stateAfter(state, way), way.thread);
      if (rest) return [way, ...rest];
    }
    return null;
  }

  /** What else can be done in this state, and does not lead to where none ends well. */
  private others(state: SavedState, not: Action): Action[] {
    const { run } = this;
    run.restore(state);
    const enabled = run.enabled();
    const kernel = new Set(run.threads.filter((t) => run.image.layout.threads[t]!.kind !== 'thread'));
    const ways: Action[] = [];
    // A decision between the scenario's threads says more than a step of the kernel's in between.
    for (const thread of [...enabled.filter((t) => !kernel.has(t)), ...enabled.filter((t) => kernel.has(t))]) {
      for (let choice = 0, choices = 1; choice < choices; choice++) {
        run.restore(state);
        const went = this.take({ thread, choice }) === 'went';
        choices = run.choices;
        if (went && (thread !== not.thread || choice !== not.choice) && !this.whole.isDead((this.after = run.save(this.after)))) ways.push({ thread, choice });
      }
    }
    return ways;
  }

  private *simply(state: SavedState, way: Action): Generator<void, Action[] | null> {
    const after = this.stateAfter(state, way);
    for (const lead of this.order(way.thread)) {
      for (const early of [true, false]) {
        yield;
        this.run.restore(after);
        const { actions, end } = this.inTurn(lead, early, this.longest);
        if (end === 'done') return actions;
      }
    }
    return null;
  }

  private stateAfter(state: SavedState, action: Action): SavedState {
    const { run } = this;
    run.restore(state);
    run.step(action);
    return (this.after = run.save(this.after));
  }
}
