/**
 * A function that is called again at once: what lay on its stack is gone in between, and others may look just then. No step begins there, so that the
 * end and the new beginning would be one with what came before. Where that may be, and others may know of it, the beginning is a step of its own.
 */
import type { Instr, Program } from '../ir.ts';
import { callGraph, calleesOf, reachable } from '../passes/call-graph.ts';
import { successors } from '../passes/simplify.ts';
import { atomicBlocks, isStep } from './split.ts';
import { storedLocals } from './stored-locals.ts';

export function withCallsAgain(program: Program): Program {
  const again = begunAgain(program);
  if (again.size === 0) return program;
  const mark = (i: Instr): Instr => (i.op === 'localAddress' && again.has(i) ? { ...i, again: true } : i);
  return { ...program, functions: new Map([...program.functions].map(([name, fn]) => [name, { ...fn, blocks: fn.blocks.map((b) => ({ ...b, instrs: b.instrs.map(mark) })) }])) };
}

/** Where a local may begin that has ended since the last step. */
function begunAgain(program: Program): Set<Instr> {
  const { functions, callbacks, threads } = program;
  const stored = storedLocals(program);
  const again = new Set<Instr>();
  if (stored.size === 0) return again;
  const graph = callGraph(functions, callbacks);
  /** Which slots may have ended since the last step: before each block, and when the function has returned. */
  const flows = new Map([...functions].map(([name, fn]) => [name, {
    fn, inAtomic: atomicBlocks(fn), waits: new Set(fn.blocks.flatMap(({ end }) => (end.op === 'await' ? [end.retry] : []))),
    before: fn.blocks.map(() => new Set<number>()), after: new Set<number>(),
  }]));
  let changed = true;
  const add = (to: Set<number>, slots: Iterable<number>): void => {
    for (const slot of slots) {
      if (to.has(slot)) continue;
      to.add(slot);
      changed = true;
    }
  };
  const endedBy = (names: readonly string[]): number[] => [...reachable(graph, names)].flatMap((name) => functions.get(name)!.blocks.flatMap((b) => b.instrs.flatMap((i) => (i.op === 'localEnd' && stored.has(i.slot) ? [i.slot] : []))));
  const called = (i: Instr): string[] => calleesOf(i, functions, callbacks).filter((name) => flows.has(name));

  while (changed) {
    changed = false;
    for (const { fn, inAtomic, waits, before, after } of flows.values()) {
      fn.blocks.forEach(({ instrs, end }, b) => {
        let ended = new Set(waits.has(b) ? [] : before[b]);
        let atomic = inAtomic[b]!;
        for (const i of instrs) {
          if (i.op === 'localAddress' && ended.has(i.slot) && !atomic) again.add(i);
          if (!atomic && (isStep(i) || again.has(i))) ended.clear();
          if (i.op === 'localEnd' && stored.has(i.slot)) ended.add(i.slot);
          if (i.op === 'atomicBegin') atomic = true;
          if (i.op === 'atomicEnd') atomic = false;
          const callees = called(i);
          if (callees.length === 0) continue;
          for (const name of callees) add(flows.get(name)!.before[0]!, ended);
          const returned = callees.flatMap((name) => [...flows.get(name)!.after]);
          // What is a step elsewhere is none in an atomic block.
          ended = new Set(atomic ? [...ended, ...returned, ...endedBy(callees)] : returned);
        }
        for (const s of successors(end)) add(before[s]!, ended);
        if (end.op === 'return') add(after, ended);
      });
    }
    for (const { fn, repeat } of threads) if (repeat !== 1) add(flows.get(fn)!.before[0]!, flows.get(fn)!.after);
  }
  return again;
}
