/**
 * The schedule with the fewest context switches among those that differ from a given one only in the order of independent
 * steps (one Mazurkiewicz trace). A thread that runs as far as it may before the next one does never costs a switch more, so
 * the search is breadth first over such stretches.
 */
import type { Action } from '../../../shared/explore/verdict.ts';
import { dependent, type Footprint } from './footprint.ts';

/** Beyond these, the schedule is left as it is. */
const LONGEST = 1500;
const MOST_CUTS = 100_000;

/** How far each thread has come, by lane, and how it came there. */
interface Cut {
  done: number[];
  lane: number;
  before: Cut | null;
}

/** `lastStays`: the last step is what fails, so all others come before it. */
export function fewestSwitches(schedule: readonly Action[], footprints: readonly Footprint[], lastStays: boolean): Action[] {
  if (schedule.length > LONGEST) return [...schedule];
  const threads = [...new Set(schedule.map((a) => a.thread))];
  const lanes = threads.map((t) => schedule.flatMap((a, i) => (a.thread === t ? [i] : [])));
  const needs = lanes.map((lane, own) => lane.map((step) => lanes.map((other, l) => (l === own ? 0 : needed(step, other)))));

  function needed(step: number, other: readonly number[]): number {
    if (lastStays && step === schedule.length - 1) return other.length;
    return other.findLastIndex((o) => o < step && (dependent(footprints[o]!, footprints[step]!) || wakes(o, step))) + 1;
  }
  function wakes(step: number, later: number): boolean {
    return footprints[step]!.woke.includes(schedule[later]!.thread);
  }

  const seen = new Set<string>();
  let layer: Cut[] = [{ done: lanes.map(() => 0), lane: -1, before: null }];
  while (layer.length > 0 && seen.size < MOST_CUTS) {
    const next: Cut[] = [];
    for (const cut of layer) {
      for (let lane = 0; lane < lanes.length; lane++) {
        const done = furthest(cut.done, lane, needs[lane]!);
        if (!done) continue;
        const made: Cut = { done, lane, before: cut };
        if (done.every((n, l) => n === lanes[l]!.length)) return order(made, lanes).map((i) => schedule[i]!);
        const key = done.join();
        if (seen.has(key)) continue;
        seen.add(key);
        next.push(made);
      }
    }
    layer = next;
  }
  return [...schedule];
}

/** Runs a lane until one of its steps needs more of others; null when it cannot go at all. */
function furthest(from: readonly number[], lane: number, needs: readonly number[][]): number[] | null {
  const done = [...from];
  while (done[lane]! < needs.length && needs[done[lane]!]!.every((n, l) => done[l]! >= n)) done[lane]!++;
  return done[lane] === from[lane] ? null : done;
}

function order(last: Cut, lanes: readonly number[][]): number[] {
  const stretches: number[][] = [];
  for (let cut: Cut = last; cut.before; cut = cut.before) stretches.push(lanes[cut.lane]!.slice(cut.before.done[cut.lane], cut.done[cut.lane]));
  return stretches.reverse().flat();
}

/** How often another thread goes on than the one before. */
export function switches(schedule: readonly Action[]): number {
  return schedule.filter((a, i) => i > 0 && a.thread !== schedule[i - 1]!.thread).length;
}
