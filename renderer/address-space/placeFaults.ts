/** Where faults are marked beside the picture: at the height of their addresses, their threads' names moved apart so that all can be read. */
import type { Placed } from './placeVmas.ts';

interface Range {
  start: number;
  end: number;
}

const lineHeight = 12;
/** Of a mark's height. */
export const markHalf = 4;

/** Pixels from the top. Where nothing is mapped: in the middle between the VMAs around it. */
export function heightOf(placed: readonly Placed<Range>[], address: number): number {
  let above = 0;
  for (const { vma, size, top, height } of placed) {
    if (!vma) continue;
    if (address < vma.start) return (above + top) / 2;
    if (address < vma.end) return top + ((address - vma.start) / size) * height;
    above = top + height;
  }
  return above;
}

/** Where a mark stands so that all of it can be seen: a first fault is mostly at the very top. */
export function markPlace(y: number, height: number): number {
  return Math.max(Math.min(y, height - markHalf), markHalf);
}

/** Where each name goes, in the order of `ys`: none on another, none above the top or, where there is room, below the bottom. */
export function namePlaces(ys: readonly number[], height: number): number[] {
  const order = ys.map((_, i) => i).sort((a, b) => ys[a]! - ys[b]!);
  const places = new Array<number>(ys.length).fill(0);
  let next = lineHeight / 2;
  for (const i of order) {
    places[i] = Math.max(ys[i]!, next);
    next = places[i]! + lineHeight;
  }
  let last = height - lineHeight / 2;
  for (const i of order.toReversed()) {
    places[i] = Math.max(Math.min(places[i]!, last), lineHeight / 2);
    last = places[i]! - lineHeight;
  }
  return places;
}
