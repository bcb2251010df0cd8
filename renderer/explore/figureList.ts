/** The search's figures, each with its name and what it means. */
import type { Figures } from '../../shared/explore/verdict.ts';
import { formatBytes, formatClock, formatCount, formatInteger } from '../format.ts';

export interface NamedFigure {
  name: string;
  value: string;
  meaning: string;
}

/** Schedules that are tried one by one store no states. */
export function keepsStates({ states, transitions }: Figures): boolean {
  return states > 0 || transitions === 0;
}

/** `statesPerSecond`: now, while it runs; null for the whole of a search that has ended. */
export function figureList(figures: Figures, statesPerSecond: number | null): NamedFigure[] {
  const elapsed = { name: 'Elapsed', value: formatClock(figures.ms * 1e6), meaning: 'Time searched, pauses left out' };
  if (!keepsStates(figures)) {
    return [
      { name: 'Steps', value: formatInteger(figures.transitions), meaning: 'Steps taken, in all schedules that were tried' },
      { name: 'Longest', value: formatInteger(figures.depth), meaning: 'Steps of the longest of these schedules' },
      elapsed,
    ];
  }
  const rate = statesPerSecond ?? (figures.ms > 0 ? (figures.states / figures.ms) * 1000 : 0);
  return [
    { name: 'States', value: formatInteger(figures.states), meaning: 'Distinct states found' },
    { name: 'Transitions', value: formatInteger(figures.transitions), meaning: 'Steps taken, those to states known already included' },
    { name: 'Queue', value: formatInteger(figures.unexpanded), meaning: 'States found and not yet gone on from' },
    { name: 'Depth', value: formatInteger(figures.depth), meaning: 'Steps from the first state to the deepest one gone on from' },
    { name: 'States a second', value: formatCount(Math.round(rate)), meaning: statesPerSecond === null ? 'The states found, over the time of the whole search: one that begins again finds them anew' : 'Over the last second' },
    { name: 'Memory', value: formatBytes(figures.bytes), meaning: 'Memory for the stored states' },
    elapsed,
  ];
}
