/** From the states that a search stored, the schedule that leads to one of them. */
import { FIRST_PLACE, STATES_PER_PARENT } from '../../../shared/dialect/step/memory.ts';
import type { Action } from '../../../shared/explore/verdict.ts';
import { SearchFailure } from './failure.ts';
import type { Stumble } from './levels.ts';
import type { SearchCode, Space } from './space.ts';

/**
 * Single accesses, from the first state; the last one is where the search stumbled. `code` is worker 0's, and nobody else runs.
 * Null when a step has been learned since to need a state of its own, so that the way is not found again.
 */
export function scheduleTo({ state, action }: Stumble, space: Space, code: SearchCode): Action[] | null {
  space.set('crew', 1);
  const parts = action ? [single(action.thread, action.choice, action.steps)] : [];
  for (let at = state; at !== FIRST_PLACE; ) {
    const parent = parentOf(at, space, code);
    if (parent === null) return null;
    parts.push(single(space.control(0, 'atThread'), space.control(0, 'atChoice'), space.control(0, 'steps')));
    at = parent;
  }
  return parts.reverse().flat();
}

/** The same by a path of states that is known. */
export function scheduleAlong(path: readonly number[], { action }: Stumble, space: Space, code: SearchCode): Action[] | null {
  space.set('crew', 1);
  const parts: Action[][] = [];
  for (let i = 0; i + 1 < path.length; i++) {
    if (!leadsTo(path[i]!, path[i + 1]!, space, code)) return null;
    parts.push(single(space.control(0, 'atThread'), space.control(0, 'atChoice'), space.control(0, 'steps')));
  }
  if (action) parts.push(single(action.thread, action.choice, action.steps));
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
