/** A simple way to go on: each thread in turn, until it has ended or must wait. */
import type { Action } from '../../../shared/explore/verdict.ts';
import { SearchFailure } from '../explore/failure.ts';
import type { SavedState, StepRun } from './step-run.ts';

/** `done`: all have ended who are to. `stuck`: nobody can go on. `long`: it was given up. */
export interface Turned {
  actions: Action[];
  end: 'done' | 'violated' | 'stuck' | 'long';
}

type Turn = 'went' | 'stuck' | 'violated';

/** Steps of one thread after which the others get a turn: it may wait in a loop for them. */
const TURN = 500;
/** Steps from one state that is kept to the next. A state is many words, so that keeping one takes longer than some steps. */
const STEPS_AGAIN = 16;

/** Threads that take turns. */
class Rota {
  private at = 0;

  constructor(readonly threads: readonly number[]) {}

  /** Whose turn it is; it then stands behind the others. */
  next(): number {
    const thread = this.threads[this.at]!;
    this.at = this.at + 1 === this.threads.length ? 0 : this.at + 1;
    return thread;
  }
}

export class Turns {
  private readonly hasConditions: boolean;
  /** A state of the run, and the steps since. */
  private readonly kept: SavedState;
  private since: Action[] = [];
  /** Where each thread that runs for ever begins its body. */
  private readonly bodies: ReadonlyMap<number, number>;

  /** `first`: the first state. `left`: steps that may be taken in all. */
  constructor(
    protected readonly run: StepRun,
    first: SavedState,
    public left: number,
  ) {
    this.hasConditions = run.image.program.conditions.length > 0;
    run.restore(first);
    this.kept = run.save();
    this.bodies = new Map(run.threads.filter((t) => !run.mustEnd(t)).map((t) => [t, run.pc(t)]));
  }

  /**
   * From the state that the run is in, `lead` first. `early`: which of a step's choices is taken, the first or the last. The last action is the
   * one that violates something, if one does.
   */
  inTurn(lead: number, early: boolean, longest: number): Turned {
    const { run } = this;
    const scenario = this.order(lead);
    const order = new Rota(scenario);
    const kernel = new Rota(run.threads.filter((t) => !scenario.includes(t)));
    const actions: Action[] = [];
    this.keep();
    while (!run.done) {
      if (actions.length > longest || this.left <= 0) return { actions, end: 'long' };
      // Kernel threads only when the others need them, and a step at a time.
      const turn = this.firstTurn(order, early, TURN, actions) ?? this.firstTurn(kernel, early, 1, actions);
      if (turn !== 'went') return { actions, end: turn ?? 'stuck' };
    }
    return { actions, end: 'done' };
  }

  /** The scenario's threads, this one before the others. */
  protected order(lead: number): number[] {
    const scenario = this.run.threads.filter((t) => this.run.image.layout.threads[t]!.kind === 'thread');
    return [lead, ...scenario.filter((t) => t !== lead)];
  }

  protected take(action: Action): Turn {
    this.left--;
    try {
      if (!this.run.step(action)) return 'stuck';
      return this.hasConditions && this.run.falseCondition() !== null ? 'violated' : 'went';
    } catch (error) {
      if (!(error instanceof SearchFailure)) throw error;
      return 'violated';
    }
  }

  /** A turn for the first of the threads that can go, which then stands behind the others. Null: none can. */
  private firstTurn(rota: Rota, early: boolean, most: number, actions: Action[]): 'went' | 'violated' | null {
    for (let n = 0; n < rota.threads.length; n++) {
      const turn = this.turn(rota.next(), early, most, actions);
      if (turn !== 'stuck') return turn;
    }
    return null;
  }

  private turn(thread: number, early: boolean, most: number, actions: Action[]): Turn {
    const { run } = this;
    let turn: Turn = 'stuck';
    for (let n = 0; n < most && !run.ended(thread) && run.sleepsOn(thread) === 0; n++) {
      const { choice, result } = early ? { choice: 0, result: this.take({ thread, choice: 0 }) } : this.takeLast(thread);
      if (result === 'stuck') return turn;
      actions.push({ thread, choice });
      if (result === 'violated') return result;
      turn = 'went';
      // Who runs for ever lets the others go on after each round.
      if (this.bodies.get(thread) === run.pc(thread)) break;
    }
    return turn;
  }

  /** A step by its last choice; how many there are is known when one has been taken, and most steps have no other. */
  private takeLast(thread: number): { choice: number; result: Turn } {
    const { run, since } = this;
    let choice = 0;
    let result = this.take({ thread, choice });
    if (result === 'went' && run.choices > 1) {
      choice = run.choices - 1;
      run.restore(this.kept);
      since.forEach((action) => run.step(action));
      result = this.take({ thread, choice });
    }
    if (result !== 'stuck') since.push({ thread, choice });
    if (since.length === STEPS_AGAIN) this.keep();
    return { choice, result };
  }

  private keep(): void {
    this.run.save(this.kept);
    this.since = [];
  }
}
