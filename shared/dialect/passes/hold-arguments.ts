/**
 * Says which arguments of large functions that were inlined the engine is to keep once they are computed. To V8 what it can compute is as good as
 * a register: it computes it anew wherever it is needed, in loops, too. What might also be something else it keeps.
 *
 * ```
 *   address = start + page * 4096     →     address = start + page * 4096
 *                                           if (block == 0) address = 0             which never is so
 * ```
 */
import type { IrFunction, Reg } from '../ir.ts';
import { Definitions } from './definitions.ts';

/** Takes the mark from those that are no arithmetic, or arithmetic with constants alone, and from what is held already. */
export function holdArguments(fn: IrFunction): IrFunction {
  if (!fn.blocks.some(({ instrs }) => instrs.some((i) => i.op === 'copy' && i.held))) return fn;
  const definitions = new Definitions(fn);
  const blocks = fn.blocks.map((block, b) => ({
    ...block,
    instrs: block.instrs.map((i, at) => (i.op === 'copy' && i.held && !isComputed(definitions, i.src, b, at) ? { op: i.op, dst: i.dst, src: i.src } : i)),
  }));
  return { ...fn, blocks };
}

function isComputed(definitions: Definitions, reg: Reg, block: number, at: number): boolean {
  const definition = definitions.only(reg);
  if (!definition || !definitions.reaches(definition, block, at)) return false;
  const { instr } = definition;
  // An argument that is handed on is held already.
  if (instr.op === 'copy') return !instr.held && isComputed(definitions, instr.src, block, at);
  return instr.op === 'binary' && [instr.a, instr.b].some((operand) => definitions.constant(definitions.original(operand)) === undefined);
}
