/** A function's blocks as a graph: the order they are reached in, who dominates whom, where loops are. */
import type { Block } from '../ir.ts';
import { successors } from './simplify.ts';

export interface FlowGraph {
  /** Reachable blocks in reverse postorder: each before what it leads to, but for the jumps back to loop heads. */
  order: number[];
  /** A block's place in `order`; -1 when it cannot be reached. */
  position: number[];
  predecessors: number[][];
  /** The closest block that every way to a block goes through; the entry's is itself. */
  idom: number[];
  /** Whether a jump leads back to the block. */
  isLoop: boolean[];
}

export function flowGraph(blocks: readonly Block[]): FlowGraph {
  const order = reversePostorder(blocks);
  const position = new Array<number>(blocks.length).fill(-1);
  order.forEach((b, i) => (position[b] = i));
  const predecessors: number[][] = blocks.map(() => []);
  for (const b of order) for (const s of successors(blocks[b]!.end)) predecessors[s]!.push(b);
  const idom = dominators(order, position, predecessors);
  const isLoop = blocks.map((_, b) => predecessors[b]!.some((p) => position[p]! >= position[b]!));
  return { order, position, predecessors, idom, isLoop };
}

/** Whether every way to `b` goes through `a`. */
export function dominates({ position, idom }: FlowGraph, a: number, b: number): boolean {
  while (position[b]! > position[a]!) b = idom[b]!;
  return a === b;
}

/** The blocks that can be reached, each before what it leads to, but for the jumps back to loop heads. */
export function reversePostorder(blocks: readonly Block[]): number[] {
  const seen = new Set<number>([0]);
  const post: number[] = [];
  const stack: { block: number; next: number }[] = [{ block: 0, next: 0 }];
  for (let top = stack.at(-1); top; top = stack.at(-1)) {
    const s = successors(blocks[top.block]!.end)[top.next++];
    if (s === undefined) {
      post.push(top.block);
      stack.pop();
    } else if (!seen.has(s)) {
      seen.add(s);
      stack.push({ block: s, next: 0 });
    }
  }
  return post.reverse();
}

/** Cooper, Harvey, Kennedy, "A Simple, Fast Dominance Algorithm" (2001). */
function dominators(order: number[], position: number[], predecessors: number[][]): number[] {
  const idom = new Array<number>(predecessors.length).fill(-1);
  idom[0] = 0;
  for (let changed = true; changed; ) {
    changed = false;
    for (const b of order) {
      if (b === 0) continue;
      let best = -1;
      for (const p of predecessors[b]!) {
        if (idom[p] === -1) continue;
        best = best === -1 ? p : meet(p, best, idom, position);
      }
      if (idom[b] !== best) {
        idom[b] = best;
        changed = true;
      }
    }
  }
  return idom;
}

function meet(a: number, b: number, idom: number[], position: number[]): number {
  while (a !== b) {
    while (position[a]! > position[b]!) a = idom[a]!;
    while (position[b]! > position[a]!) b = idom[b]!;
  }
  return a;
}
