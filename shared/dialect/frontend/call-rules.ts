/** Rules over the whole program's calls: no recursion, no waiting in atomic blocks, conditions that only read. */
import type ts from 'typescript';
import type { Block, IrFunction } from '../ir.ts';
import { reachable, type CallGraph } from '../passes/call-graph.ts';
import type { CallFact, Unit } from './unit.ts';
import { hasSideEffect } from './waiting.ts';

export function checkRecursion(unit: Unit, graph: CallGraph): void {
  const state = new Map<string, 'open' | 'done'>();
  const path: string[] = [];
  const visit = (name: string): void => {
    if (state.get(name) === 'done') return;
    if (state.get(name) === 'open') {
      const cycle = [...path.slice(path.indexOf(name)), name];
      const decl = unit.functions.get(name);
      const node: ts.Node | undefined = decl && 'name' in decl.node && decl.node.name ? decl.node.name : decl?.node;
      if (node) unit.reporter.error(node, 'recursion', `recursion is outside the dialect: ${cycle.join(' → ')}`);
      return;
    }
    state.set(name, 'open');
    path.push(name);
    for (const callee of graph.get(name) ?? []) visit(callee);
    path.pop();
    state.set(name, 'done');
  };
  for (const name of graph.keys()) visit(name);
}

/** Functions called from waiting conditions, and those of `always` and `sometimes`, may only read. */
export function checkConditions(unit: Unit, functions: Map<string, IrFunction>, graph: CallGraph, conditions: readonly { fn: string }[]): void {
  const facts: CallFact[] = [...unit.conditionCalls];
  for (const c of conditions) {
    const node = unit.functions.get(c.fn)?.node;
    if (node) facts.push({ caller: c.fn, callee: c.fn, node });
  }
  for (const fact of facts) {
    const culprit = [...reachable(graph, [fact.callee])].find((name) => functions.get(name)?.blocks.some((b) => b.end.op === 'await' || b.instrs.some(hasSideEffect)));
    if (culprit !== undefined) unit.reporter.error(fact.node, 'side-effect', culprit === fact.caller ? 'a condition may only read' : `a condition may only read, but ${culprit} does more`);
  }
}

export function checkAtomicBlocks(unit: Unit, functions: Map<string, IrFunction>, graph: CallGraph): void {
  for (const fact of unit.atomicCalls) {
    const called = [...reachable(graph, [fact.callee])];
    const find = (has: (b: Block) => boolean): string | undefined => called.find((name) => functions.get(name)?.blocks.some(has));
    const waits = find((b) => b.end.op === 'await' || b.instrs.some((i) => i.op === 'futexWait'));
    const nests = find((b) => b.instrs.some((i) => i.op === 'atomicBegin'));
    if (waits !== undefined) unit.reporter.error(fact.node, 'blocking', `an atomic block may not wait, but ${waits} can`);
    else if (nests !== undefined) unit.reporter.error(fact.node, 'blocking', `atomic blocks do not nest, but ${nests} has one`);
  }
}
