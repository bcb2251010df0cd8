/** Rules over the whole program's calls: no recursion, no waiting in atomic blocks, conditions that only read. */
import type ts from 'typescript';
import type { IrFunction } from '../ir.ts';
import type { CallFact, Unit } from './unit.ts';
import { hasSideEffect } from './waiting.ts';

/** Callees by name; a call through a static callback may reach every function used as one with as many parameters. */
export function callGraph(functions: Map<string, IrFunction>, callbacks: readonly string[]): Map<string, Set<string>> {
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

export function checkRecursion(unit: Unit, graph: Map<string, Set<string>>): void {
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

function reach(graph: Map<string, Set<string>>, from: string): Set<string> {
  const seen = new Set([from]);
  for (const name of seen) for (const callee of graph.get(name) ?? []) seen.add(callee);
  return seen;
}

/** Functions called from waiting conditions, and those of `always` and `sometimes`, may only read. */
export function checkConditions(unit: Unit, functions: Map<string, IrFunction>, graph: Map<string, Set<string>>, conditions: readonly { fn: string }[]): void {
  const facts: CallFact[] = [...unit.conditionCalls];
  for (const c of conditions) {
    const node = unit.functions.get(c.fn)?.node;
    if (node) facts.push({ caller: c.fn, callee: c.fn, node });
  }
  for (const fact of facts) {
    for (const name of reach(graph, fact.callee)) {
      const culprit = functions.get(name)?.blocks.some((b) => b.end.op === 'await' || b.instrs.some(hasSideEffect));
      if (culprit) unit.reporter.error(fact.node, 'side-effect', name === fact.caller ? 'a condition may only read' : `a condition may only read, but ${name} does more`);
    }
  }
}

export function checkAtomicBlocks(unit: Unit, functions: Map<string, IrFunction>, graph: Map<string, Set<string>>): void {
  for (const fact of unit.atomicCalls) {
    for (const name of reach(graph, fact.callee)) {
      const waits = functions.get(name)?.blocks.some((b) => b.end.op === 'await' || b.instrs.some((i) => i.op === 'futexWait' || i.op === 'atomicBegin'));
      if (waits) unit.reporter.error(fact.node, 'blocking', `an atomic block may not wait, but ${name} can`);
    }
  }
}

/** The functions that anything reachable from `roots` calls. */
export function reachable(graph: Map<string, Set<string>>, roots: Iterable<string>): Set<string> {
  const seen = new Set(roots);
  for (const name of seen) for (const callee of graph.get(name) ?? []) seen.add(callee);
  return seen;
}
