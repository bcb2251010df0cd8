/**
 * Makes each loop have one way in, by copies of what is entered otherwise. The dialect's source is structured, and so are
 * its functions; but what is left of one by who goes on from the middle of it need not be:
 *
 * ```
 *   outer ◄──► inner          From the step on, both heads are ways into the circle of the two. With `outer` as the one
 *       ▲       ▲             way in, the step leads to copies of all others, which lead to `outer`:
 *       └─ step ┘                        step ─► inner' ─► outer ◄──► inner
 * ```
 */
import type { Block } from '../ir.ts';
import { dominates, type FlowGraph, flowGraph } from './flow-graph.ts';
import { retarget, successors } from './simplify.ts';

export interface Reducible {
  blocks: readonly Block[];
  graph: FlowGraph;
  /** Of which block each is a copy; of those that were there, itself. */
  origin: readonly number[];
}

export function reducible(given: readonly Block[]): Reducible {
  const blocks = [...given];
  const origin = given.map((_, b) => b);
  for (;;) {
    const graph = flowGraph(blocks);
    const inside = insideOf(graph);
    if (inside === undefined) return { blocks, graph, origin };
    const circle = tangle(graph, blocks, inside);
    enterAt(headOf(blocks, circle), circle, blocks, origin);
  }
}

/** A block that is jumped back to by one that can be reached without it. */
function insideOf(graph: FlowGraph): number | undefined {
  const { order, position, predecessors, isLoop } = graph;
  return order.find((b) => isLoop[b] && predecessors[b]!.some((p) => position[p]! >= position[b]! && !dominates(graph, b, p)));
}

/** The largest circle through the block that has several ways in. */
function tangle({ order, predecessors }: FlowGraph, blocks: readonly Block[], inside: number): Set<number> {
  let within: ReadonlySet<number> = new Set(order);
  for (;;) {
    const below = reached(inside, within, (b) => successors(blocks[b]!.end));
    const circle = reached(inside, below, (b) => predecessors[b]!);
    const entries = [...circle].filter((b) => b === 0 || predecessors[b]!.some((p) => !circle.has(p)));
    if (entries.length > 1) return circle;
    circle.delete(entries[0]!);
    within = circle;
  }
}

function reached(from: number, within: ReadonlySet<number>, next: (block: number) => readonly number[]): Set<number> {
  const found = new Set([from]);
  for (const b of found) for (const n of next(b)) if (within.has(n)) found.add(n);
  return found;
}

/** Where the circle has to be entered for all loops in it to have one way in; any block, if there is no such. */
function headOf(blocks: readonly Block[], circle: ReadonlySet<number>): number {
  const list = [...circle];
  const heads = list.filter((head) => {
    const names = [head, ...list.filter((b) => b !== head)];
    const alone = names.map((b): Block => ({ instrs: [], end: onlyWithin(blocks[b]!, names) }));
    return insideOf(flowGraph(alone)) === undefined;
  });
  return heads[0] ?? list[0]!;
}

/** How a block ends, with the blocks of a list as their places in it; what leads elsewhere leads to the list's first, as if it left. */
function onlyWithin({ end }: Block, names: readonly number[]): Block['end'] {
  return successors(end).every((s) => !names.includes(s)) ? { op: 'unreachable' } : retarget(end, (s) => Math.max(names.indexOf(s), 0));
}

function enterAt(head: number, circle: ReadonlySet<number>, blocks: Block[], origin: number[]): void {
  const others = [...circle].filter((b) => b !== head);
  const base = blocks.length;
  const copy = (b: number): number => (b !== head && circle.has(b) ? base + others.indexOf(b) : b);
  for (let b = 0; b < base; b++) if (!circle.has(b)) blocks[b] = { ...blocks[b]!, end: retarget(blocks[b]!.end, copy) };
  for (const b of others) {
    blocks.push({ ...blocks[b]!, end: retarget(blocks[b]!.end, copy) });
    origin.push(origin[b]!);
  }
}
