/**
 * Replaces arithmetic whose constants tell how it can be had for less.
 *
 * ```
 *   high word of x * 2^k   →   x >>> (32 - k)          (x | 0x1000) & 1   →   x & 1
 * ```
 */
import type { Instr, IrFunction, Reg, SiteId } from '../ir.ts';
import { Definitions } from './definitions.ts';

export function reduceStrength(fn: IrFunction): IrFunction {
  const definitions = new Definitions(fn);
  let { regCount } = fn;
  const cheaper = (instr: Instr, block: number, at: number): Instr[] => {
    if (instr.op === 'raw' && instr.name === '$multiply_high' && instr.dst !== null) {
      const bits = powerOf(definitions.constant(definitions.original(instr.args[1]!)));
      return bits === undefined ? [instr] : highWord(instr.dst, instr.args[0]!, bits, instr.site, () => regCount++);
    }
    if (instr.op === 'binary' && instr.kind === 'and') {
      const a = unset(definitions, instr.a, definitions.constant(instr.b), block, at);
      return a === instr.a ? [instr] : [{ ...instr, a }];
    }
    return [instr];
  };
  const blocks = fn.blocks.map((b, block) => ({ ...b, instrs: b.instrs.flatMap((i, at) => cheaper(i, block, at)) }));
  return { ...fn, blocks, regCount };
}

/** k of 2^k. */
function powerOf(value: number | undefined): number | undefined {
  return value !== undefined && value > 0 && (value & (value - 1)) === 0 ? 31 - Math.clz32(value) : undefined;
}

function highWord(dst: Reg, a: Reg, bits: number, site: SiteId, reg: () => Reg): Instr[] {
  if (bits === 0) return [{ op: 'const', dst, value: 0 }];
  const by = reg();
  return [{ op: 'const', dst: by, value: 32 - bits }, { op: 'binary', dst, kind: 'shr_u', a, b: by, site }];
}

/** The register that a value was in before bits were set in it of which the mask keeps none. */
function unset(definitions: Definitions, reg: Reg, mask: number | undefined, block: number, at: number): Reg {
  if (mask === undefined) return reg;
  const instr = definitions.held(reg, block, at);
  if (instr?.op !== 'binary' || instr.kind !== 'or') return reg;
  const set = definitions.constant(instr.b);
  return set !== undefined && (set & mask) === 0 && definitions.isFixed(instr.a) ? instr.a : reg;
}
