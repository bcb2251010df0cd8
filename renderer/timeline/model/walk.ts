/** Going through a row in the order of time, as finely as the visitor wants and as what is kept allows. */
import { FAN_OUT, type NodeColumns, type Pyramid, type SliceColumns } from './pyramid.ts';

export interface Visitor {
  /** Whether a node that spans these times (ns) has to be taken apart. */
  splits(start: number, end: number): boolean;
  visitSlice(columns: SliceColumns, at: number, index: number): void;
  /** A node taken whole. `forgotten`: it was to be taken apart, but its parts are no longer kept. */
  visitNode(columns: NodeColumns, at: number, forgotten: boolean): void;
}

/** Visits everything that touches `from` to `to` (ns, both included). */
export function walk(pyramid: Pyramid, from: number, to: number, visitor: Visitor): void {
  const { levels, slices } = pyramid;
  // What the level above does not sum up yet is visited on its own: the coarsest level, then each finer level's tail.
  let covered = 0;
  for (let level = levels.length - 1; level >= 0; level--) {
    const { count } = levels[level]!;
    visitNodes(pyramid, level, covered * FAN_OUT, count, from, to, visitor);
    covered = count;
  }
  visitSlices(pyramid, covered * FAN_OUT, slices.count, from, to, visitor);
}

function visitNodes(pyramid: Pyramid, level: number, first: number, end: number, from: number, to: number, visitor: Visitor): void {
  if (first >= end) return;
  const nodes = pyramid.levels[level]!;
  const below = level === 0 ? pyramid.slices : pyramid.levels[level - 1]!;
  // At most FAN_OUT of them, aligned: they lie in one chunk.
  const columns = nodes.chunk(first);
  const { start, end: ends } = columns;
  let at = nodes.at(first);
  for (let index = first; index < end; index++, at++) {
    const startTime = start[at]!;
    if (startTime > to) return;
    const endTime = ends[at]!;
    if (endTime < from) continue;
    const child = index * FAN_OUT;
    if (!visitor.splits(startTime, endTime)) visitor.visitNode(columns, at, false);
    else if (child < below.first) visitor.visitNode(columns, at, true);
    else if (level === 0) visitSlices(pyramid, child, child + FAN_OUT, from, to, visitor);
    else visitNodes(pyramid, level - 1, child, child + FAN_OUT, from, to, visitor);
  }
}

function visitSlices(pyramid: Pyramid, first: number, end: number, from: number, to: number, visitor: Visitor): void {
  if (first >= end) return;
  const columns = pyramid.slices.chunk(first);
  let at = pyramid.slices.at(first);
  for (let index = first; index < end; index++, at++) {
    if (columns.start[at]! > to) return;
    if (columns.end[at]! >= from) visitor.visitSlice(columns, at, index);
  }
}
