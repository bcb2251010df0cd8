/**
 * Takes the look at the stop flag out of loops that end by themselves: those that, each time around, check an index that
 * only grows against the length of an array. They go around at most that often, or fail.
 *
 * ```
 *   while (i < end && node.pivot[i] < index) i++;
 *                     check 0 <= i < 16       i = i + 1
 * ```
 */
import type { IrFunction } from '../ir.ts';
import { Definitions } from './definitions.ts';
import { growsOnly, loopsOf, type Loop } from './loops.ts';

export function freeBoundedLoops(fn: IrFunction): IrFunction {
  const definitions = new Definitions(fn);
  const bounded = loopsOf(definitions.graph).filter((loop) => isBounded(fn, definitions, loop));
  const free = new Set(bounded.map(({ head }) => head));
  return { ...fn, blocks: fn.blocks.map((b, i) => (free.has(i) ? { ...b, instrs: b.instrs.filter((x) => x.op !== 'loopHead') } : b)) };
}

function isBounded(fn: IrFunction, definitions: Definitions, loop: Loop): boolean {
  return loop.everyRound.some((b) => fn.blocks[b]!.instrs.some((i) => i.op === 'boundsCheck' && growsOnly(definitions, definitions.original(i.index, loop.body), loop)));
}
