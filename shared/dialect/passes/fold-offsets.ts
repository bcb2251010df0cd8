/**
 * Folds constants that are added to an address into the access itself, where they cost nothing.
 *
 * ```
 *   sem = vma + 20; load count [sem + 0]    →    load count [vma + 20]
 * ```
 */
import type { Instr, IrFunction, Reg } from '../ir.ts';
import { Definitions } from './definitions.ts';

/** Beyond any struct; engines have room for this much behind an address. */
const MOST = 0xffff;

/** `addressing`: the raw primitives whose first argument is an address. */
export function foldOffsets(fn: IrFunction, addressing: ReadonlySet<string>): IrFunction {
  const definitions = new Definitions(fn);
  const fold = (instr: Instr, block: number, at: number): Instr => {
    switch (instr.op) {
      // Not of atomic ones, where V8 adds it to the memory's base: a sum of its own, and every other access at this offset then uses it.
      case 'load': case 'store':
        return { ...instr, ...baseOf(definitions, { address: instr.address, offset: instr.offset }, block, at) };
      case 'raw': {
        const [first, ...rest] = instr.args;
        if (first === undefined || !addressing.has(instr.name)) return instr;
        const { address, offset } = baseOf(definitions, { address: first, offset: instr.offset ?? 0 }, block, at);
        return { ...instr, args: [address, ...rest], offset };
      }
      default: return instr;
    }
  };
  return { ...fn, blocks: fn.blocks.map((b, block) => ({ ...b, instrs: b.instrs.map((i, at) => fold(i, block, at)) })) };
}

function baseOf(definitions: Definitions, sum: { address: Reg; offset: number }, block: number, at: number): { address: Reg; offset: number } {
  for (;;) {
    const definition = definitions.only(sum.address);
    if (!definition || !definitions.reaches(definition, block, at)) return sum;
    const { instr } = definition;
    let base: Reg;
    let by = 0;
    if (instr.op === 'copy') base = instr.src;
    else if (instr.op === 'binary' && instr.kind === 'add') {
      base = instr.a;
      by = definitions.constant(instr.b) ?? -1;
    } else return sum;
    if (!definitions.isFixed(base) || by < 0 || sum.offset + by > MOST) return sum;
    sum = { address: base, offset: sum.offset + by };
  }
}
