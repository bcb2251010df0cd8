/** A search under way, for a terminal or a log: a line each second. */
import { Rate } from '../../shared/explore/rate.ts';
import type { Figures } from '../../shared/explore/verdict.ts';
import { grouped, size } from './text.ts';

const PROGRESS_MS = 1000;

/** `write` is given lines. */
export function exploreProgress(write: (line: string) => void, now: () => number = () => performance.now()): (figures: Figures) => void {
  const rate = new Rate();
  // From when the search begins: it is compiled before.
  let told: number | null = null;
  return (figures) => {
    told ??= now();
    if (now() - told < PROGRESS_MS) return;
    told = now();
    write(`${progressLine(figures, rate.add(figures))}\n`);
  };
}

/** Schedules that are tried one by one store no states. */
function progressLine({ states, transitions, unexpanded, depth, bytes }: Figures, statesPerSecond: number): string {
  if (states === 0) return `${grouped(transitions)} steps, schedules of up to ${grouped(depth)}`;
  return `${grouped(states)} states (${grouped(statesPerSecond)}/s), ${grouped(transitions)} transitions, ${grouped(unexpanded)} to expand, ${grouped(depth)} steps deep, ${size(bytes)}`;
}
