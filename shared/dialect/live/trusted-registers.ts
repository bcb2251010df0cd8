import type { IrFunction, LocalSlot, Reg } from '../ir.ts';

/** Registers that certainly hold the address of static storage or of the function's own frame; that of one that was inlined ends before. */
export function trustedRegisters(fn: IrFunction, locals: readonly LocalSlot[]): Set<Reg> {
  const trusted = new Set<Reg>();
  const written = new Map<Reg, number>();
  const all = fn.blocks.flatMap((b) => b.instrs);
  for (const i of all) if ('dst' in i && i.dst !== null) written.set(i.dst, (written.get(i.dst) ?? 0) + 1);
  const once = (r: Reg): boolean => written.get(r) === 1 && r >= fn.paramCount;
  for (let before = -1; before !== trusted.size; ) {
    before = trusted.size;
    for (const i of all) {
      if (!('dst' in i) || i.dst === null || !once(i.dst)) continue;
      if (i.op === 'globalAddress' || (i.op === 'localAddress' && locals[i.slot]!.fn === fn.name)) trusted.add(i.dst);
      // Sums with a trusted base are parts of the same storage: fields, and elements whose index was checked.
      else if (i.op === 'binary' && i.kind === 'add' && trusted.has(i.a)) trusted.add(i.dst);
      else if (i.op === 'copy' && trusted.has(i.src)) trusted.add(i.dst);
    }
  }
  return trusted;
}
