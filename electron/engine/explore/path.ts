/** From the states that a search stored, the schedule that leads to one of them. */
import type { Action } from '../../../shared/explore/verdict.ts';
import type { Stumble } from './levels.ts';
import type { SearchCode, Space } from './space.ts';

/**
 * Single accesses, from the first state; the last one is where the search stumbled. `code` is worker 0's, and nobody else runs.
 * Null when a step has been learned since to need a state of its own, so that the way is not found again.
 */
export function scheduleTo({ state, action, failure }: Stumble, space: Space, code: SearchCode): Action[] | null {
  const places = [state];
  for (let at = parentOf(state, space); at !== -1; at = parentOf(at, space)) places.push(at);
  places.reverse();
  const schedule: Action[] = [];
  // Whatever ran into something has left the working state as it was then.
  code.$show(places[0]!);
  for (let i = 0; i + 1 < places.length; i++) {
    if (code.$action(places[i]!, places[i + 1]!) === 0) return null;
    schedule.push(...single(space.control(0, 'atThread'), space.control(0, 'atChoice'), space.control(0, 'steps')));
  }
  // The access that failed was not counted.
  if (action) schedule.push(...single(action.thread, action.choice, action.steps + (failure ? 1 : 0)));
  return schedule;
}

function parentOf(place: number, space: Space): number {
  return space.words[space.at('parents') + place]!;
}

/** A step and those that were joined to it: only the first can be a choice. */
function single(thread: number, choice: number, steps: number): Action[] {
  return Array.from({ length: steps }, (_, i) => ({ thread, choice: i === 0 ? choice : 0 }));
}
