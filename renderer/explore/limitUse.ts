/** How much of its limits a search has used: the only honest word on how long it may take, as nobody knows how many states are left. */
import type { Figures } from '../../shared/explore/verdict.ts';
import type { ExploreLimits } from '../../shared/ipc/explore-limits.ts';
import { formatBytes, formatInteger } from '../format.ts';
import { formatDuration } from '../run/duration.ts';

export interface LimitUse {
  name: string;
  /** 0 … 1. */
  share: number;
  text: string;
}

export function limitUse({ states, bytes, ms }: Figures, { maxStates, maxBytes = null, timeMs }: Pick<ExploreLimits, 'maxStates' | 'maxBytes' | 'timeMs'>): LimitUse[] {
  const use = (name: string, used: number, limit: number, shown: string): LimitUse => {
    const share = Math.min(used / limit, 1);
    return { name, share, text: `${Math.floor(share * 100)}% of ${shown}` };
  };
  return [
    use('States', states, maxStates, formatInteger(maxStates)),
    ...(maxBytes === null ? [] : [use('Memory', bytes, maxBytes, formatBytes(maxBytes))]),
    ...(timeMs === null ? [] : [use('Time', ms, timeMs, formatDuration(timeMs))]),
  ];
}
