/** Reads a maple tree out of the kernel's memory, checks its shape, and offers a plain TypeScript tree that does the same. */
import { expect } from 'vitest';
import type { Kernel } from '../in-thread.ts';

export interface Range {
  first: number;
  last: number;
  entry: number;
}

const SLOTS = 16;
const MIN = 6;

export interface TreeShape {
  ranges: Range[];
  nodes: number;
  /** Levels; 0 for an empty tree. */
  depth: number;
}

/** Everything below `root`. Checks on the way: order, pivots, levels, and how full nodes are. */
export function readTree(kernel: Kernel, root: number): TreeShape {
  const shape: TreeShape = { ranges: [], nodes: 0, depth: root === 0 ? 0 : kernel.field(root, 'maple_node', 'level') + 1 };
  if (root !== 0) visit(kernel, root, shape.depth - 1, 0, shape);
  shape.ranges.forEach((range, i) => {
    expect(range.first).toBeLessThanOrEqual(range.last);
    if (i > 0) expect(range.first).toBeGreaterThan(shape.ranges[i - 1]!.last);
  });
  return shape;
}

/** Returns the last address below `node`. */
function visit(kernel: Kernel, node: number, level: number, fewest: number, shape: TreeShape): number {
  const field = (path: string) => kernel.field(node, 'maple_node', path);
  const end = field('end');
  shape.nodes++;
  expect(field('level')).toBe(level);
  expect(end).toBeGreaterThan(0);
  expect(end).toBeGreaterThanOrEqual(fewest);
  expect(end).toBeLessThanOrEqual(SLOTS);
  for (let i = 0; i < end; i++) {
    const pivot = field(`pivot[${i}]`);
    const slot = field(`slot[${i}]`);
    // Two nodes that are each other's only sibling may hold fewer: MIN is what a store joins below.
    if (level > 0) expect(visit(kernel, slot, level - 1, 1, shape)).toBe(pivot);
    else shape.ranges.push({ first: field(`first[${i}]`), last: pivot, entry: slot });
  }
  return field(`pivot[${end - 1}]`);
}

/** How many nodes a tree may have that holds so many ranges, if nearly all of its nodes are filled as they should be. */
export function mostNodes(ranges: number): number {
  let nodes = 0;
  for (let level = ranges; level > 1; level = Math.ceil(level / MIN)) nodes += Math.ceil(level / MIN);
  return nodes + 1;
}

/** What the tree should hold: an array of ranges, ascending. */
export class PlainTree {
  ranges: Range[] = [];

  store(first: number, last: number, entry: number): void {
    const kept: Range[] = [];
    for (const range of this.ranges) {
      if (range.last < first || range.first > last) {
        kept.push(range);
        continue;
      }
      if (range.first < first) kept.push({ ...range, last: first - 1 });
      if (range.last > last) kept.push({ ...range, first: last + 1 });
    }
    if (entry !== 0) kept.push({ first, last, entry });
    this.ranges = kept.sort((a, b) => a.first - b.first);
  }

  load(index: number): number {
    return this.ranges.find((r) => r.first <= index && index <= r.last)?.entry ?? 0;
  }

  find(index: number): number {
    return this.ranges.find((r) => r.last >= index)?.entry ?? 0;
  }

  prev(index: number): number {
    return this.ranges.findLast((r) => r.last < index)?.entry ?? 0;
  }
}
