/** Drops bounds checks that cannot fail: of a masked index, of a constant one, and of the thread's own number. */
import type { IrFunction } from '../ir.ts';
import { Definitions } from './definitions.ts';

export function dropSettledChecks(fn: IrFunction, threadCount: number): IrFunction {
  const definitions = new Definitions(fn);
  const isBelow = (index: number, length: number): boolean => {
    const instr = definitions.only(definitions.original(index))?.instr;
    switch (instr?.op) {
      case 'const': return instr.value >= 0 && instr.value < length;
      case 'thisThread': return threadCount <= length;
      case 'binary': {
        if (instr.kind !== 'and') return false;
        const mask = definitions.constant(definitions.original(instr.b)) ?? definitions.constant(definitions.original(instr.a)) ?? -1;
        return mask >= 0 && mask < length;
      }
      default: return false;
    }
  };
  return { ...fn, blocks: fn.blocks.map((b) => ({ ...b, instrs: b.instrs.filter((i) => i.op !== 'boundsCheck' || !isBelow(i.index, i.length)) })) };
}
