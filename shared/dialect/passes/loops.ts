/** The loops of a function. */
import type { Block, Instr, Reg } from '../ir.ts';
import type { Definition, Definitions } from './definitions.ts';
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

/** What a loop is counted as where it is copied: its instructions without those that come to nothing. */
export function sizeOf(blocks: readonly Block[], { body }: Loop): number {
  return [...body].reduce((n, b) => n + blocks[b]!.instrs.filter((i) => i.op !== 'const' && i.op !== 'copy').length, 0);
}

/** The number that a write in a loop adds to what a variable was in that round; undefined: it does something else. */
export function stepOf(definitions: Definitions, variable: Reg, { body }: Loop, write: Definition): number | undefined {
  const sum = sumOf(definitions, variable, body, write);
  return sum?.kind === 'add' ? definitions.constant(definitions.original(sum.b)) : undefined;
}

/** What a write in a loop computes of what the variable was in that round, and something else. */
export function sumOf(definitions: Definitions, variable: Reg, body: ReadonlySet<number>, write: Definition): Extract<Instr, { op: 'binary' }> | undefined {
  const sum = write.instr.op === 'copy' ? definitions.only(definitions.original(write.instr.src, body)) : write;
  return sum?.instr.op === 'binary' && body.has(sum.block) && definitions.original(sum.instr.a, body) === variable ? sum.instr : undefined;
}

/** Whether all that a loop does to a variable is to add to it, and that it does so every round. */
export function growsOnly(definitions: Definitions, variable: Reg, loop: Loop): boolean {
  const { body, everyRound } = loop;
  const writes = definitions.of(variable).filter((d) => body.has(d.block));
  return writes.some((d) => everyRound.includes(d.block)) && writes.every((write) => {
    const step = stepOf(definitions, variable, loop, write) ?? 0;
    return step > 0 && step <= LARGEST_STEP;
  });
}
