/** Drops thread-local instructions and plain loads whose result nothing uses (what a tracepoint that is off leaves behind). */
import type { Instr, IrFunction, Reg } from '../ir.ts';

export function dropDeadCode(fn: IrFunction): IrFunction {
  const used = new Uint32Array(fn.regCount);
  /** What can be dropped; for each register the last that writes it, and for each of them the one before that. */
  const droppable: Droppable[] = [];
  const lastWriter = new Int32Array(fn.regCount).fill(-1);
  const before: number[] = [];
  const use = (r: Reg): void => void used[r]!++;
  for (const { instrs, end } of fn.blocks) {
    for (const i of instrs) {
      eachUse(i, use);
      if (!isDroppable(i)) continue;
      before.push(lastWriter[i.dst]!);
      lastWriter[i.dst] = droppable.push(i) - 1;
    }
    if (end.op === 'branch' || end.op === 'await') used[end.condition]!++;
    if (end.op === 'return' && end.value !== null) used[end.value]!++;
  }
  const dead: Reg[] = [];
  for (let r = 0; r < fn.regCount; r++) if (used[r] === 0 && lastWriter[r]! >= 0) dead.push(r);
  if (dead.length === 0) return fn;
  const release = (r: Reg): void => void (--used[r]! === 0 && dead.push(r));
  for (let r = dead.pop(); r !== undefined; r = dead.pop()) {
    for (let w = lastWriter[r]!; w >= 0; w = before[w]!) eachUse(droppable[w]!, release);
  }
  const isDead = (i: Instr): boolean => isDroppable(i) && used[i.dst] === 0;
  return { ...fn, blocks: fn.blocks.map((b) => (b.instrs.some(isDead) ? { ...b, instrs: b.instrs.filter((i) => !isDead(i)) } : b)) };
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

/** Calls `use` with each register that an instruction reads. */
export function eachUse(i: Instr, use: (r: Reg) => void): void {
  switch (i.op) {
    case 'copy': return use(i.src);
    case 'binary': use(i.a); return use(i.b);
    case 'unary': return use(i.a);
    case 'boundsCheck': return use(i.index);
    case 'deadlineAfter': return use(i.us);
    case 'latencyEnd': return use(i.start);
    case 'tracepoint': for (const r of [i.a, i.b]) if (r !== null) use(r); return;
    case 'assert': return use(i.condition);
    case 'check': use(i.condition); if (i.about !== null) use(i.about); return;
    case 'load': return use(i.address);
    case 'store': case 'rmw': use(i.address); return use(i.value);
    case 'cmpxchg': use(i.address); use(i.expected); return use(i.value);
    case 'futexWait': use(i.address); return use(i.expected);
    case 'futexWake': use(i.address); return use(i.count);
    case 'deadlinePassed': return use(i.deadline);
    case 'pick': return use(i.n);
    case 'free': return use(i.object);
    case 'callIndirect': use(i.target); for (const r of i.args) use(r); return;
    case 'call': case 'raw': for (const r of i.args) use(r); return;
    case 'const': case 'globalAddress': case 'localAddress': case 'localEnd': case 'callbackIndex': case 'siteId': case 'thisThread': case 'thisInstance': case 'threadCount':
    case 'latencyStart': case 'countEvent': case 'cpuRelax': case 'loopHead': case 'statement': case 'fence': case 'alloc': case 'atomicBegin': case 'atomicEnd':
      return;
  }
}

/** Whether an instruction reads such a register. */
export function uses(i: Instr, is: (r: Reg) => boolean): boolean {
  let found = false;
  eachUse(i, (r) => void (found ||= is(r)));
  return found;
}
