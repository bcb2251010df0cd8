/**
 * Cuts a function's blocks so that each step begins a block: one shared access (or wait, choice, allocation, atomic
 * block), then the thread-local work after it.
 *
 * ```
 *   a = x + 1; load p; b = a + 2; call f(b); c = …; return
 *   ──────────┬────────────────┬───────────┬─────────────
 *    local     step             ends in     continuation (local)
 *              begins here      the call
 * ```
 */
import type { Block, Instr, IrFunction } from '../ir.ts';

/** How a block begins: thread-local work, a step, or the evaluation of a waiting condition. Allocation within `atomic` begins a local block. */
export type Start = 'local' | 'step';

export interface SplitBlock extends Block {
  start: Start;
  /** The block ends in this call (its last instruction) and goes on in `end`'s target when it returns. */
  call: Extract<Instr, { op: 'call' | 'callIndirect' }> | null;
}

/** Whether the block allocates in the middle of a step. */
export function allocatesWithin({ start, instrs }: SplitBlock): boolean {
  return start === 'local' && instrs[0]?.op === 'alloc';
}

/** Whether an instruction is a step of its own: another thread may run before it. */
export function isStep(i: Instr): boolean {
  switch (i.op) {
    case 'load': case 'store':
      return !i.ghost;
    case 'atomicBegin':
      return !i.continues;
    case 'rmw': case 'cmpxchg':
      return !i.continues;
    case 'fence':
      return i.step === true;
    case 'localAddress':
      return i.again === true;
    case 'futexWait': case 'futexWake': case 'deadlinePassed': case 'pick':
    case 'alloc': case 'free':
      return true;
    default:
      return false;
  }
}

export function split(fn: IrFunction): SplitBlock[] {
  const blocks: SplitBlock[] = fn.blocks.map((b) => ({ instrs: [], end: b.end, start: 'local', call: null }));
  const inAtomic = atomicBlocks(fn);
  fn.blocks.forEach((block, index) => {
    let current = blocks[index]!;
    let atomic = inAtomic[index]!;
    const cut = (start: Start): void => {
      const next: SplitBlock = { instrs: [], end: block.end, start, call: null };
      current.end = { op: 'jump', target: blocks.push(next) - 1 };
      current = next;
    };
    for (const instr of block.instrs) {
      if (isStep(instr) && !atomic) {
        // An empty first block becomes the step itself; otherwise the step starts a new one.
        if (current.instrs.length === 0 && current === blocks[index]) current.start = 'step';
        else cut('step');
      }
      // What an object that is looked for must not be: one that the thread still knows of.
      if (instr.op === 'alloc' && atomic && current.instrs.length > 0) cut('local');
      current.instrs.push(instr);
      if (instr.op === 'atomicBegin') atomic = true;
      if (instr.op === 'atomicEnd') atomic = false;
      // What follows a sleep is for after the wake-up.
      if (instr.op === 'futexWait') cut('step');
      if (instr.op === 'call' || instr.op === 'callIndirect') {
        current.call = instr;
        cut('local');
      }
    }
    // A waiting condition is evaluated, with all its reads, in one step: the thread is blocked until it holds.
    current.end = block.end;
  });
  markWaits(blocks);
  return blocks;
}

/** For each block, whether it is entered inside an atomic block. */
export function atomicBlocks(fn: IrFunction): boolean[] {
  const inside = new Array<boolean | undefined>(fn.blocks.length);
  const work: [number, boolean][] = [[0, false]];
  for (let item = work.pop(); item; item = work.pop()) {
    const [b, entered] = item;
    if (inside[b] !== undefined) continue;
    inside[b] = entered;
    let atomic = entered;
    for (const i of fn.blocks[b]!.instrs) {
      if (i.op === 'atomicBegin') atomic = true;
      if (i.op === 'atomicEnd') atomic = false;
    }
    for (const s of successors(fn.blocks[b]!)) work.push([s, atomic]);
  }
  return inside.map((x) => x ?? false);
}

function successors(block: Block): number[] {
  const end = block.end;
  if (end.op === 'jump') return [end.target];
  if (end.op === 'branch') return [end.then, end.else];
  if (end.op === 'await') return [end.then, end.retry];
  return [];
}

/** The blocks from an await's `retry` on are one step: what they read is read together. */
function markWaits(blocks: SplitBlock[]): void {
  for (const block of [...blocks]) {
    if (block.end.op !== 'await') continue;
    const { retry } = block.end;
    const seen = new Set<number>();
    const visit = (b: number): void => {
      if (seen.has(b)) return;
      seen.add(b);
      const at = blocks[b]!;
      at.start = b === retry ? 'step' : 'local';
      if (at !== block) successors(at).forEach(visit);
    };
    visit(retry);
  }
}
