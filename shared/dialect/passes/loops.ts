/** The loops of a function. */
import type { Reg } from '../ir.ts';
import type { Definitions } from './definitions.ts';
import { dominates, type FlowGraph } from './flow-graph.ts';

/** Small enough for a sum with an array's length never to wrap around. */
const LARGEST_STEP = 1 << 16;

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
    const tails = tailsOf(graph, head);
    const body = bodyOf(graph, head);
    const everyRound = [...body].filter((b) => tails.every((tail) => dominates(graph, b, tail)));
    return { head, tails, body, everyRound, isInnermost: [...body].every((b) => b === head || !graph.isLoop[b]) };
  });
}

/** All blocks of the loop with this head, the head first. */
export function bodyOf(graph: FlowGraph, head: number): Set<number> {
  const body = new Set([head, ...tailsOf(graph, head)]);
  for (const b of body) if (b !== head) for (const p of graph.predecessors[b]!) body.add(p);
  return body;
}

function tailsOf({ predecessors, position }: FlowGraph, head: number): number[] {
  return predecessors[head]!.filter((p) => position[p]! >= position[head]!);
}

/** Whether all that a loop does to a variable is to add to it, and that it does so every round. */
export function growsOnly(definitions: Definitions, variable: Reg, { body, everyRound }: Loop): boolean {
  const writes = definitions.of(variable).filter((d) => body.has(d.block));
  return writes.some((d) => everyRound.includes(d.block)) && writes.every(({ instr }) => {
    const sum = instr.op === 'copy' ? definitions.only(definitions.original(instr.src))?.instr : instr;
    if (sum?.op !== 'binary' || sum.kind !== 'add' || definitions.original(sum.a) !== variable) return false;
    const step = definitions.constant(sum.b) ?? 0;
    return step > 0 && step <= LARGEST_STEP;
  });
}
