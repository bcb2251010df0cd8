/** Arrows from a wake-up to the end of the wait that it ended, for those that are in view. */
import { isWait } from '../../../shared/trace/vocabulary.ts';
import { firstEndingFrom } from '../model/find.ts';
import type { Layout, PlacedLane, PlacedRow } from './layout.ts';

export interface Arrow {
  /** ns; CSS pixels from the top of all lanes. */
  fromTime: number;
  fromY: number;
  toTime: number;
  toY: number;
}

/** More arrows than this would hide what they are to explain. */
export const mostArrows = 60;
/** Instants looked at for them. */
const mostSeen = 5000;

/** Those whose wake-up lies between two times (ns); none when there would be too many. */
export function arrowsOf({ lanes }: Layout, from: number, to: number, now: number): Arrow[] {
  const byThread = new Map(lanes.map((lane) => [lane.lane.thread.index, lane]));
  const arrows: Arrow[] = [];
  let seen = 0;
  for (const { rows } of lanes) {
    for (const placed of rows) {
      const { kind, pyramid } = placed.row;
      const wake = kind.instants ? kind.categories.findIndex(({ name }) => name === 'wake') : -1;
      if (wake < 0) continue;
      const { slices } = pyramid;
      for (let index = firstEndingFrom(pyramid, from); index < slices.count; index++) {
        const columns = slices.chunk(index);
        const at = slices.at(index);
        const time = columns.start[at]!;
        if (time > to) break;
        if (++seen > mostSeen) return [];
        if (columns.category[at] !== wake) continue;
        const woken = waitAt(byThread.get(columns.a[at]!), time, now);
        if (!woken) continue;
        if (arrows.length === mostArrows) return [];
        arrows.push({ fromTime: time, fromY: placed.top + placed.height / 2, toTime: woken.end, toY: woken.row.top + woken.row.height / 2 });
      }
    }
  }
  return arrows;
}

/** The wait of a thread that goes on at a time. */
function waitAt(lane: PlacedLane | undefined, time: number, now: number): { row: PlacedRow; end: number } | null {
  for (const row of lane?.rows ?? []) {
    const { kind: { categories, instants }, pyramid, open, depth } = row.row;
    if (instants || !categories.some(({ name }) => isWait(name))) continue;
    const { slices } = pyramid;
    const index = firstEndingFrom(pyramid, time);
    if (index < slices.count) {
      const columns = slices.chunk(index);
      const at = slices.at(index);
      if (columns.start[at]! <= time && isWait(categories[columns.category[at]!]!.name)) return { row, end: columns.end[at]! };
    }
    const category = open ? open.category[depth]! : -1;
    if (category >= 0 && isWait(categories[category]!.name) && open!.start[depth]! <= time) return { row, end: now };
  }
  return null;
}
