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
    const statesPerSecond = rate.add(figures);
    if (now() - told < PROGRESS_MS) return;
    told = now();
    write(`${progressLine(figures, statesPerSecond)}\n`);
  };
}

/** Schedules that are tried one by one store no states. No rate is told of a search that has just begun again, nor where no state is new. */
function progressLine({ states, transitions, unexpanded, depth, bytes }: Figures, statesPerSecond: number): string {
  if (states === 0) return `${grouped(transitions)} steps, schedules of up to ${grouped(depth)}`;
  const rate = statesPerSecond >= 1 ? ` (${grouped(statesPerSecond)}/s)` : '';
  return `${grouped(states)} states${rate}, ${grouped(transitions)} transitions, ${grouped(unexpanded)} to expand, ${grouped(depth)} steps deep, ${size(bytes)}`;
}
