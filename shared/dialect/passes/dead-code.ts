/** Drops thread-local instructions and plain loads whose result nothing uses (what a tracepoint that is off leaves behind). */
import type { Instr, IrFunction, Reg } from '../ir.ts';

export function dropDeadCode(fn: IrFunction): IrFunction {
  let blocks = fn.blocks;
  for (;;) {
    const used = new Set<Reg>();
    for (const b of blocks) {
      for (const i of b.instrs) for (const r of uses(i)) used.add(r);
      if (b.end.op === 'branch' || b.end.op === 'await') used.add(b.end.condition);
      if (b.end.op === 'return' && b.end.value !== null) used.add(b.end.value);
    }
    let dropped = false;
    blocks = blocks.map((b) => {
      const instrs = b.instrs.filter((i) => !isDroppable(i) || used.has(i.dst));
      if (instrs.length === b.instrs.length) return b;
      dropped = true;
      return { ...b, instrs };
    });
    if (!dropped) return { ...fn, blocks };
  }
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
    case 'latencyStart': case 'countEvent': case 'cpuRelax': case 'loopHead': case 'fence': case 'alloc': case 'atomicBegin': case 'atomicEnd':
      return [];
  }
}
