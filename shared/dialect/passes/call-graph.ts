/** Who calls whom. */
import type { Instr, IrFunction } from '../ir.ts';

export type CallGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** Whom an instruction may call: a call through a static callback may reach every function used as one with as many parameters. */
export function calleesOf(i: Instr, functions: ReadonlyMap<string, IrFunction>, callbacks: readonly string[]): readonly string[] {
  if (i.op === 'call') return [i.fn];
  return i.op === 'callIndirect' ? callbacks.filter((c) => functions.get(c)?.paramCount === i.args.length) : [];
}

/** Callees by name. */
export function callGraph(functions: ReadonlyMap<string, IrFunction>, callbacks: readonly string[]): CallGraph {
  const graph = new Map<string, Set<string>>();
  for (const [name, fn] of functions) {
    const callees = new Set<string>();
    for (const block of fn.blocks) {
      for (const instr of block.instrs) for (const callee of calleesOf(instr, functions, callbacks)) callees.add(callee);
    }
    graph.set(name, callees);
  }
  return graph;
}

/** The roots, and every function that they may call, directly or not. */
export function reachable(graph: CallGraph, roots: Iterable<string>): Set<string> {
  const seen = new Set(roots);
  for (const name of seen) for (const callee of graph.get(name) ?? []) seen.add(callee);
  return seen;
}
