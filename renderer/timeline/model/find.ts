/** Search by time in a row's kept slices: they follow each other, so both their starts and their ends are in order. */
import type { Pyramid } from './pyramid.ts';

/** Index of the first kept slice that ends at or after `time` (ns); `slices.count` when there is none. */
export function firstEndingFrom({ slices }: Pyramid, time: number): number {
  let low = slices.first;
  let high = slices.count;
  while (low < high) {
    const middle = low + Math.floor((high - low) / 2);
    if (slices.chunk(middle).end[slices.at(middle)]! < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Index of the kept slice nearest to `time` within `tolerance` ns, or -1. */
export function nearestSlice(pyramid: Pyramid, time: number, tolerance: number): number {
  const { slices } = pyramid;
  let nearest = -1;
  let least = tolerance;
  const from = firstEndingFrom(pyramid, time);
  for (let index = Math.max(from - 1, slices.first); index < Math.min(from + 2, slices.count); index++) {
    const columns = slices.chunk(index);
    const at = slices.at(index);
    const distance = Math.max(columns.start[at]! - time, time - columns.end[at]!, 0);
    if (distance < least || (distance === least && nearest < 0)) {
      nearest = index;
      least = distance;
    }
  }
  return nearest;
}
