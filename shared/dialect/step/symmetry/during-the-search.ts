import type { Program } from '../../ir.ts';
import { callGraph, reachable } from '../../passes/call-graph.ts';

/** Functions that can run once the threads have started. */
export function duringTheSearch(program: Program): Set<string> {
  const { teardown, kernelExit } = program.entry;
  const roots = [...program.threads.map((t) => t.fn), ...program.conditions.map((c) => c.fn), ...program.callbacks.slice(1), ...[teardown, kernelExit].filter((name) => name !== null)];
  return reachable(callGraph(program.functions, program.callbacks), roots);
}
