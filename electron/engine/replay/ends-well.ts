/** Whether a run that ends well goes on from a state: looked for among all states that come after it, each looked at once. */
import type { Action } from '../../../shared/explore/verdict.ts';
import { ChangedStates, textOf, type Changes } from './changes.ts';
import type { SavedState, StepRun } from './step-run.ts';
import { Turns } from './turns.ts';

/** A state on the way, and what is to be tried from it. */
interface Stand {
  state: Changes;
  /** What led to it; null: the search began here. */
  came: Action | null;
  threads: readonly number[];
  /** Of them, the one whose turn it is, and its choice. */
  next: number;
  choice: number;
}

/** Steps between two pauses. */
const SLICE = 500;

export class EndsWell extends Turns {
  private readonly states: ChangedStates;
  /** On the way, or such that from none of them a run ends well: what one search has seen, no other needs to look at. */
  private readonly seen = new Set<string>();
  private way: Stand[] = [];
  private reached: SavedState | undefined;

  /** `first`: the first state. `left`: steps that may be taken in all. */
  constructor(run: StepRun, first: SavedState, left: number) {
    super(run, first, left);
    this.states = new ChangedStates(first);
  }

  /** `thread`: who goes first, where it can. Null: from here none ends well; or, with no steps left, none was found. */
  *from(state: SavedState, thread: number): Generator<void, Action[] | null> {
    const { run } = this;
    this.way = [];
    this.goOn(state, null, thread);
    for (let n = 1; this.way.length > 0 && this.left > 0; n++) {
      if (n % SLICE === 0) yield;
      const stand = this.way.at(-1)!;
      if (stand.next === stand.threads.length) {
        this.way.pop();
        continue;
      }
      run.restore(this.states.stateOf(stand.state));
      const action = { thread: stand.threads[stand.next]!, choice: stand.choice };
      const turn = run.ended(action.thread) || run.sleepsOn(action.thread) !== 0 ? 'stuck' : this.take(action);
      if (turn !== 'stuck' && stand.choice + 1 < run.choices) stand.choice++;
      else [stand.next, stand.choice] = [stand.next + 1, 0];
      if (turn !== 'went') continue;
      if (run.done) return [...this.way.flatMap(({ came }) => came ?? []), action];
      this.goOn((this.reached = run.save(this.reached)), action, action.thread);
    }
    return null;
  }

  /** Whether all runs from it were looked at, and none ends well. */
  isDead(state: SavedState): boolean {
    return this.left > 0 && this.seen.has(textOf(this.states.changesOf(state)));
  }

  private goOn(state: SavedState, came: Action | null, thread: number): void {
    const changes = this.states.changesOf(state);
    const text = textOf(changes);
    if (this.seen.has(text)) return;
    this.seen.add(text);
    // Who has gone goes on, so that there are few switches.
    const scenario = this.order(thread);
    this.way.push({ state: changes, came, threads: [...scenario, ...this.run.threads.filter((t) => !scenario.includes(t))], next: 0, choice: 0 });
  }
}
