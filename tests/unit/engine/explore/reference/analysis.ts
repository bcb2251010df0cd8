/** What the interpreter must know of a function beforehand: which registers matter where, and which blocks are a wait. */
import type { IrFunction, Reg } from '../../../../../shared/dialect/ir.ts';
import { eachUse } from '../../../../../shared/dialect/passes/dead-code.ts';
import { successors } from '../../../../../shared/dialect/passes/simplify.ts';

/** For each block and each place in it, the registers that are read later before they are written. */
export function liveness(fn: IrFunction): Set<Reg>[][] {
  const live = fn.blocks.map((b) => Array.from({ length: b.instrs.length + 1 }, () => new Set<Reg>()));
  for (let changed = true; changed; ) {
    changed = false;
    fn.blocks.forEach(({ instrs, end }, b) => {
      const now = new Set(successors(end).flatMap((s) => [...live[s]![0]!]));
      if (end.op === 'branch' || end.op === 'await') now.add(end.condition);
      if (end.op === 'return' && end.value !== null) now.add(end.value);
      for (let at = instrs.length; at >= 0; at--) {
        const instr = instrs[at];
        if (instr && 'dst' in instr && instr.dst !== null) now.delete(instr.dst);
        if (instr) eachUse(instr, (r) => now.add(r));
        if (now.size !== live[b]![at]!.size) changed = true;
        live[b]![at] = new Set(now);
      }
    });
  }
  return live;
}

/** The blocks from where the evaluation of a condition begins to where it ends. */
export function waitingBlocks(fn: IrFunction): { inside: Set<number>; heads: Set<number> } {
  const inside = new Set<number>();
  const heads = new Set<number>();
  fn.blocks.forEach(({ end }, last) => {
    if (end.op !== 'await') return;
    heads.add(end.retry);
    const visit = (b: number): void => {
      if (inside.has(b)) return;
      inside.add(b);
      if (b !== last) successors(fn.blocks[b]!.end).forEach(visit);
    };
    visit(end.retry);
  });
  return { inside, heads };
}
