/** Who calls whom. */
import type { IrFunction } from '../ir.ts';

export type CallGraph = ReadonlyMap<string, ReadonlySet<string>>;

/** Callees by name; a call through a static callback may reach every function used as one with as many parameters. */
export function callGraph(functions: ReadonlyMap<string, IrFunction>, callbacks: readonly string[]): CallGraph {
  const graph = new Map<string, Set<string>>();
  for (const [name, fn] of functions) {
    const callees = new Set<string>();
    for (const block of fn.blocks) {
      for (const instr of block.instrs) {
        if (instr.op === 'call') callees.add(instr.fn);
        if (instr.op === 'callIndirect') for (const c of callbacks) if (functions.get(c)?.paramCount === instr.args.length) callees.add(c);
      }
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
