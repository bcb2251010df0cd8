/**
 * Takes the look at the stop flag out of loops that end by themselves: those that, each time around, check an index that
 * only grows against the length of an array. They go around at most that often, or fail.
 *
 * ```
 *   while (i < end && node.pivot[i] < index) i++;
 *                     check 0 <= i < 16       i = i + 1
 * ```
 */
import type { IrFunction, Reg } from '../ir.ts';
import { Definitions } from './definitions.ts';
import { loopsOf, type Loop } from './loops.ts';

/** Small enough for a sum with an array's length never to wrap around. */
const LARGEST_STEP = 1 << 16;

export function freeBoundedLoops(fn: IrFunction): IrFunction {
  const definitions = new Definitions(fn);
  const bounded = loopsOf(definitions.graph).filter((loop) => isBounded(fn, definitions, loop));
  const free = new Set(bounded.map(({ head }) => head));
  return { ...fn, blocks: fn.blocks.map((b, i) => (free.has(i) ? { ...b, instrs: b.instrs.filter((x) => x.op !== 'loopHead') } : b)) };
}

function isBounded(fn: IrFunction, definitions: Definitions, loop: Loop): boolean {
  return loop.everyRound.some((b) => fn.blocks[b]!.instrs.some((i) => i.op === 'boundsCheck' && grows(definitions, i.index, loop)));
}

/** Whether all that the loop does to an index is to add to it, and that it does so every time around. */
function grows(definitions: Definitions, index: Reg, { body, everyRound }: Loop): boolean {
  const variable = definitions.original(index);
  const writes = definitions.of(variable).filter((d) => body.has(d.block));
  return writes.some((d) => everyRound.includes(d.block)) && writes.every(({ instr }) => {
    const sum = instr.op === 'copy' ? definitions.only(definitions.original(instr.src))?.instr : instr;
    if (sum?.op !== 'binary' || sum.kind !== 'add' || definitions.original(sum.a) !== variable) return false;
    const step = definitions.constant(sum.b) ?? 0;
    return step > 0 && step <= LARGEST_STEP;
  });
}
