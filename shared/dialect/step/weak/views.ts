/**
 * What a program says of order, made explicit for views (runtime/views.ts): a full barrier is a step of its own, a waiting condition finds the
 * newest stores, a wake-up orders like a full barrier, and a thread's last step says that it will look at nothing any more.
 */
import type { Block, Instr, IrFunction, Program } from '../../ir.ts';
import { isGhost, waitingBlocks } from '../observers.ts';
import { conditionOf, Rewrite } from './rewrite.ts';

export function withViews(program: Program): Program {
  const bodies = new Set(program.threads.map((t) => t.fn));
  return { ...program, functions: new Map([...program.functions].map(([name, fn]) => [name, isGhost(name) ? fn : explicit(fn, bodies.has(name))])) };
}

function explicit(fn: IrFunction, body: boolean): IrFunction {
  const made = new Rewrite(fn);
  const waiting = waitingBlocks(fn.blocks);
  fn.blocks.forEach((block, b) => {
    made.blocks[b] = { ...block, instrs: block.instrs.flatMap((i) => (waiting.has(b) ? newest(i) : inOrder(i))) };
    if (body && block.end.op === 'return') leaves(made.blocks, b, fn.site);
  });
  fn.blocks.forEach(({ end }, b) => {
    if (end.op !== 'await' || !conditionOf(fn.blocks, b).some(({ instrs }) => instrs.some(isGhostly))) return;
    // What the condition's functions have read they have read as observers do, who know nothing of orders.
    made.afterWait(b, [{ op: 'raw', dst: null, name: '$x_ra_saw_all', args: [], site: end.site }]);
  });
  return made.done();
}

function leaves(blocks: Block[], b: number, site: number): void {
  blocks[b]!.instrs.push({ op: 'raw', dst: null, name: '$x_ra_leave', args: [], site });
}

function isGhostly(i: Instr): boolean {
  return i.op === 'call' || (i.op === 'load' && i.ghost === true);
}

function newest(i: Instr): Instr[] {
  return i.op === 'load' || i.op === 'cmpxchg' ? [{ ...i, newest: true }] : [i];
}

function inOrder(i: Instr): Instr[] {
  if (i.op === 'fence' && i.kind === 'mb') return [{ ...i, step: true }];
  if (i.op === 'futexWait') return [i, { op: 'fence', kind: 'mb', site: i.site }];
  return [i];
}

/** Whether the program has a smp_wmb: else nobody need know which stores are a thread's own. */
export function hasWriteBarrier({ functions }: Program): boolean {
  return [...functions.values()].some((fn) => fn.blocks.some((b) => b.instrs.some((i) => i.op === 'fence' && i.kind === 'wmb')));
}
