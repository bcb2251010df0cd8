/**
 * The nearest run that ends well: the longest common start with a failing schedule after which another decision, and then a
 * few simple ways to go on, bring every scenario thread that is to end to its end with nothing violated.
 */
import type { Action } from '../../../shared/explore/verdict.ts';
import { SearchFailure } from '../explore/failure.ts';
import type { SavedState, StepRun } from './step-run.ts';

export interface Passing {
  /** Steps shared with the failing schedule; the step after them decides differently. */
  common: number;
  /** The whole run. */
  schedule: Action[];
}

/** Decisions that are tried, from the end backwards. */
const DECISIONS = 400;
/** Steps of one attempt, after which it is taken not to end, and of all together. */
const LONGEST = 5000;
const ALL_STEPS = 400_000;
/** Steps of one thread after which the others get a turn: it may wait in a loop for them. */
const TURN = 500;

export function nearestPassing(run: StepRun, first: SavedState, failing: readonly Action[]): Passing | null {
  const from = Math.max(0, failing.length - DECISIONS);
  const states: SavedState[] = [];
  run.restore(first);
  failing.slice(0, -1).forEach((action, i) => {
    if (i >= from) states[i] = run.save();
    run.step(action);
  });
  if (failing.length > 0) states[failing.length - 1] = run.save();
  const search = new PassingSearch(run, first);
  for (let common = failing.length - 1; common >= from && search.left > 0; common--) {
    const rest = search.from(states[common]!, failing[common]!);
    if (rest) return { common, schedule: [...failing.slice(0, common), ...rest] };
  }
  return null;
}

type Turn = 'went' | 'stuck' | 'violated';

class PassingSearch {
  left = ALL_STEPS;
  private readonly hasConditions: boolean;
  /** The state before the step that is being taken. */
  private readonly before: SavedState;
  /** Where each thread that runs for ever begins its body. */
  private readonly bodies: ReadonlyMap<number, number>;

  constructor(private readonly run: StepRun, first: SavedState) {
    this.hasConditions = run.image.program.conditions.length > 0;
    run.restore(first);
    this.before = run.save();
    this.bodies = new Map(run.threads.filter((t) => !run.mustEnd(t)).map((t) => [t, run.pc(t)]));
  }

  /** A run from this state that ends well and does not begin with `not`. */
  from(state: SavedState, not: Action): Action[] | null {
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
        const after = run.save();
        for (const lead of this.leads(thread)) {
          for (const early of [true, false]) {
            run.restore(after);
            const rest = this.onwards(lead, early);
            if (rest) return [{ thread, choice }, ...rest];
          }
        }
      }
    }
    return null;
  }

  /** The threads that may go first, the one that has just gone before the others. */
  private leads(thread: number): number[] {
    const scenario = this.run.threads.filter((t) => this.run.image.layout.threads[t]!.kind === 'thread');
    return [thread, ...scenario.filter((t) => t !== thread)];
  }

  /** Each thread in turn until it has ended or must wait, `lead` first. `early`: which of a step's choices is taken, the first or the last. */
  private onwards(lead: number, early: boolean): Action[] | null {
    const { run } = this;
    const order = this.leads(lead);
    const kernel = run.threads.filter((t) => !order.includes(t));
    const taken: Action[] = [];
    while (!run.done) {
      if (taken.length > LONGEST || this.left <= 0) return null;
      // Kernel threads only when the others need them, and a step at a time.
      const turn = this.firstTurn(order, early, TURN, taken) ?? this.firstTurn(kernel, early, 1, taken);
      if (turn !== 'went') return null;
    }
    return taken;
  }

  /** A turn for the first of the threads that can go, which then stands behind the others. Null: none can. */
  private firstTurn(threads: number[], early: boolean, most: number, taken: Action[]): 'went' | 'violated' | null {
    for (const thread of [...threads]) {
      threads.push(threads.shift()!);
      const turn = this.turn(thread, early, most, taken);
      if (turn !== 'stuck') return turn;
    }
    return null;
  }

  private turn(thread: number, early: boolean, most: number, taken: Action[]): Turn {
    const { run } = this;
    let turn: Turn = 'stuck';
    for (let n = 0; n < most && !run.ended(thread) && run.sleepsOn(thread) === 0; n++) {
      const { choice, result } = early ? { choice: 0, result: this.take({ thread, choice: 0 }) } : this.takeLast(thread);
      if (result !== 'went') return result === 'violated' ? result : turn;
      taken.push({ thread, choice });
      turn = 'went';
      // Who runs for ever lets the others go on after each round.
      if (this.bodies.get(thread) === run.pc(thread)) break;
    }
    return turn;
  }

  /** A step by its last choice; how many there are is known when one has been taken, and most steps have no other. */
  private takeLast(thread: number): { choice: number; result: Turn } {
    const { run } = this;
    run.save(this.before);
    const result = this.take({ thread, choice: 0 });
    const choice = result === 'went' ? run.choices - 1 : 0;
    if (choice === 0) return { choice, result };
    run.restore(this.before);
    return { choice, result: this.take({ thread, choice }) };
  }

  private take(action: Action): Turn {
    this.left--;
    try {
      if (!this.run.step(action)) return 'stuck';
      return this.hasConditions && this.run.falseCondition() !== null ? 'violated' : 'went';
    } catch (error) {
      if (!(error instanceof SearchFailure)) throw error;
      return 'violated';
    }
  }
}
