/** Drops thread-local instructions and plain loads whose result nothing uses (what a tracepoint that is off leaves behind). */
import type { Instr, IrFunction, Reg } from '../ir.ts';

export function dropDeadCode(fn: IrFunction): IrFunction {
  const used = new Uint32Array(fn.regCount);
  /** Where each register is written by what can be dropped. */
  const writers: Droppable[][] = [];
  for (const { instrs, end } of fn.blocks) {
    for (const i of instrs) {
      for (const r of uses(i)) used[r]!++;
      if (isDroppable(i)) (writers[i.dst] ??= []).push(i);
    }
    if (end.op === 'branch' || end.op === 'await') used[end.condition]!++;
    if (end.op === 'return' && end.value !== null) used[end.value]!++;
  }
  const dead: Reg[] = [];
  writers.forEach((_, r) => void (used[r] === 0 && dead.push(r)));
  if (dead.length === 0) return fn;
  for (let r = dead.pop(); r !== undefined; r = dead.pop()) {
    for (const i of writers[r] ?? []) for (const u of uses(i)) if (--used[u]! === 0) dead.push(u);
  }
  return { ...fn, blocks: fn.blocks.map((b) => ({ ...b, instrs: b.instrs.filter((i) => !isDroppable(i) || used[i.dst] !== 0) })) };
}

type Droppable = Extract<Instr, { op: 'const' | 'copy' | 'unary' | 'binary' | 'globalAddress' | 'callbackIndex' | 'siteId' | 'load' }>;

function isDroppable(i: Instr): i is Droppable {
  switch (i.op) {
    case 'const': case 'copy': case 'unary': case 'globalAddress': case 'callbackIndex': case 'siteId': return true;
    case 'binary': return !i.kind.startsWith('div') && !i.kind.startsWith('rem');
    case 'load': return i.order === 'plain';
    default: return false;
  }
}

/** The registers an instruction reads. */
export function uses(i: Instr): Reg[] {
  switch (i.op) {
    case 'copy': return [i.src];
    case 'binary': return [i.a, i.b];
    case 'unary': return [i.a];
    case 'boundsCheck': return [i.index];
    case 'deadlineAfter': return [i.us];
    case 'latencyEnd': return [i.start];
    case 'tracepoint': return [i.a, i.b].filter((r) => r !== null);
    case 'assert': return [i.condition];
    case 'check': return i.about === null ? [i.condition] : [i.condition, i.about];
    case 'load': return [i.address];
    case 'store': case 'rmw': return [i.address, i.value];
    case 'cmpxchg': return [i.address, i.expected, i.value];
    case 'futexWait': return [i.address, i.expected];
    case 'futexWake': return [i.address, i.count];
    case 'deadlinePassed': return [i.deadline];
    case 'pick': return [i.n];
    case 'free': return [i.object];
    case 'call': case 'raw': return i.args;
    case 'callIndirect': return [i.target, ...i.args];
    case 'const': case 'globalAddress': case 'localAddress': case 'callbackIndex': case 'siteId': case 'thisThread': case 'thisInstance': case 'threadCount':
    case 'latencyStart': case 'countEvent': case 'cpuRelax': case 'loopHead': case 'statement': case 'fence': case 'alloc': case 'atomicBegin': case 'atomicEnd':
      return [];
  }
}
