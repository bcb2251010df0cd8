/** The loops of a function. */
import { dominates, type FlowGraph } from './flow-graph.ts';

export interface Loop {
  head: number;
  /** Blocks that jump back to the head. */
  tails: readonly number[];
  /** All its blocks, the head first. */
  body: ReadonlySet<number>;
  /** Blocks that every round goes through. */
  everyRound: readonly number[];
  isInnermost: boolean;
}

export function loopsOf(graph: FlowGraph): Loop[] {
  return graph.order.filter((b) => graph.isLoop[b]).map((head) => {
    const tails = graph.predecessors[head]!.filter((p) => graph.position[p]! >= graph.position[head]!);
    const body = new Set([head, ...tails]);
    for (const b of body) if (b !== head) for (const p of graph.predecessors[b]!) body.add(p);
    const everyRound = [...body].filter((b) => tails.every((tail) => dominates(graph, b, tail)));
    return { head, tails, body, everyRound, isInnermost: [...body].every((b) => b === head || !graph.isLoop[b]) };
  });
}
