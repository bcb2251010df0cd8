/**
 * Along a path of states in which identical threads have changed places (shared/dialect/step/symmetry): who really goes.
 *
 * ```
 *   stored      r0 ──2──► r1 ──1──► r2           in r1 the threads 1 and 2 have changed places
 *   real        r0 ──2──► s1 ──2──► s2
 * ```
 */
import type { Action } from '../../../shared/explore/verdict.ts';
import { SearchFailure } from './failure.ts';
import type { Stumble } from './levels.ts';
import type { SearchCode, Space } from './space.ts';

export class RealThreads {
  /** For each place in the stored state, the thread that really stands there. */
  private who: number[];
  /** The failure at which the search stumbled as it is for the real threads: it may name one. */
  failure: Stumble['failure'] = null;

  /** `at`: the place of the first state, in which nobody has changed places; then of the real state that has been come to. */
  constructor(
    private at: number,
    threads: number,
    private readonly groups: readonly { first: number; count: number }[],
    private readonly space: Space,
    private readonly code: SearchCode,
  ) {
    this.who = Array.from({ length: threads }, (_, t) => t);
  }

  /** The action for one that was taken just now from a stored state to the one at `next`, and has left in `who` how threads have changed places. */
  follow(taken: Action, next: number): Action {
    const { space, code, who, groups } = this;
    const thread = who[taken.thread]!;
    const moved = space.own(0, 'who');
    const after = who.map((t, place) => (groups.some(({ first, count }) => place >= first && place < first + count) ? who[space.words[moved + place]!]! : t));
    const leads = (choice: number): number | null => this.tried<number | null>(() => {
      const to = code.$follow(this.at, thread, choice);
      space.words.set(after, moved);
      return code.$renamed(to) === next ? to : null;
    }, () => null);
    for (const choice of this.choices(taken)) {
      const to = leads(choice);
      if (to === null) continue;
      this.who = after;
      this.at = to;
      return { thread, choice };
    }
    throw new Error('a step of identical threads is not found again: this is a defect of Faultline');
  }

  /** The action for the one at which the search stumbled. Null when a step has been learned since to need a state of its own, so that it ends before. */
  last({ failure, condition }: Stumble, action: Action): Action | null {
    const thread = this.who[action.thread]!;
    const same = (error: SearchFailure): boolean => {
      this.failure = error;
      return error.code === failure?.code && error.site === failure.site;
    };
    for (const choice of this.choices(action)) {
      if (this.tried(() => this.code.$attempt(this.at, thread, choice) === condition, same)) return { thread, choice };
    }
    return null;
  }

  /**
   * A choice of whom to wake counts the sleepers in their order, which is another when they have changed places. How many choices the step has is known
   * from those that have been tried, as in `$expand` (runtime/search.ts).
   */
  private *choices({ choice }: Action): Generator<number> {
    yield choice;
    let most = this.space.control(0, 'choices');
    for (let other = 0; other < most; other++) {
      if (other === choice) continue;
      yield other;
      most = Math.max(most, this.space.control(0, 'choices'));
    }
  }

  private tried<T>(run: () => T, failed: (error: SearchFailure) => T): T {
    const { space } = this;
    try {
      return run();
    } catch (error) {
      if (!(error instanceof SearchFailure)) throw error;
      // It was interrupted while it looked.
      space.setControl(0, 'sought', 0);
      space.setControl(0, 'evaluated', 0);
      return failed(error);
    }
  }
}
