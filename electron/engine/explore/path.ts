/** From the states that a search stored, the schedule that leads to one of them. */
import { FIRST_PLACE, STATES_PER_PARENT } from '../../../shared/dialect/step/tables.ts';
import type { Action } from '../../../shared/explore/verdict.ts';
import { SearchFailure } from './failure.ts';
import type { Stumble } from './levels.ts';
import type { RealThreads } from './real-threads.ts';
import type { SearchCode, Space } from './space.ts';

/**
 * The places of the states on a shortest way to one, the first state's first. `code` is worker 0's, and nobody else runs.
 * Null when a step has been learned since to need a state of its own, so that the way is not found again.
 */
export function pathTo(state: number, space: Space, code: SearchCode): number[] | null {
  space.set('crew', 1);
  const path = [state];
  for (let at = state; at !== FIRST_PLACE; path.push(at)) {
    const parent = parentOf(at, space, code);
    if (parent === null) return null;
    at = parent;
  }
  return path.reverse();
}

/** The schedule along a path: single accesses, from the first state; the last one is where the search stumbled. `real`: where threads have changed places. */
export function scheduleAlong(path: readonly number[], stumble: Stumble, space: Space, code: SearchCode, real: RealThreads | null): Action[] | null {
  space.set('crew', 1);
  const { action } = stumble;
  const parts: Action[][] = [];
  for (let i = 0; i + 1 < path.length; i++) {
    if (!leadsTo(path[i]!, path[i + 1]!, space, code)) return null;
    const steps = space.control(0, 'steps');
    const taken = { thread: space.control(0, 'atThread'), choice: space.control(0, 'atChoice') };
    const { thread, choice } = real ? real.follow(taken, path[i + 1]!) : taken;
    parts.push(single(thread, choice, steps));
  }
  if (action) {
    const last = real ? real.last(stumble, action) : action;
    if (!last) return null;
    parts.push(single(last.thread, last.choice, action.steps));
  }
  return parts.flat();
}

/**
 * One parent is kept for several states that a worker stored one after the other: that of the first, or an earlier state. As workers
 * go through the states in order, the others' come after it: they are sought by expanding what comes there. Leaves the action in
 * the control words.
 */
function parentOf(place: number, space: Space, code: SearchCode): number | null {
  for (let parent = Math.max(space.words[space.at('parents') + Math.floor(place / STATES_PER_PARENT)]!, FIRST_PLACE); parent < place; parent++) {
    if (leadsTo(parent, place, space, code)) return parent;
  }
  return null;
}

/** Whether an action leads from one state to the other. Leaves it in the control words. */
function leadsTo(from: number, to: number, space: Space, code: SearchCode): boolean {
  try {
    // Whatever ran into something has left the working state as it was then.
    code.$show(from);
    return code.$action(from, to) !== 0;
  } catch (error) {
    if (!(error instanceof SearchFailure)) throw error;
    // It was interrupted while it looked.
    space.setControl(0, 'sought', 0);
    return false;
  }
}

/** A step and those that were joined to it: only the first can be a choice. */
function single(thread: number, choice: number, steps: number): Action[] {
  return Array.from({ length: steps }, (_, i) => ({ thread, choice: i === 0 ? choice : 0 }));
}
