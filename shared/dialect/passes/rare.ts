/** Blocks that are hardly ever reached: said so by `unlikely`, or where something fails. */
import type { Block } from '../ir.ts';
import { flowGraph } from './flow-graph.ts';
import { successors } from './simplify.ts';

/** All rare blocks: what is reached through rare blocks only is rare, and what leads to rare blocks only. */
export function rareBlocks(blocks: readonly Block[]): Set<number> {
  const isRare = ({ rare, end }: Block): boolean => rare === true || end.op === 'unreachable';
  if (!blocks.some(isRare)) return new Set();
  const { order, idom } = flowGraph(blocks);
  const rare = new Set(order.filter((b) => b !== 0 && isRare(blocks[b]!)));
  for (let before = -1; before !== rare.size; ) {
    before = rare.size;
    for (const b of order) {
      if (b === 0) continue;
      const next = successors(blocks[b]!.end);
      if (rare.has(idom[b]!) || (next.length > 0 && next.every((s) => rare.has(s)))) rare.add(b);
    }
  }
  return rare;
}
