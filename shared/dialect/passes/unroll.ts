/**
 * Unrolls small innermost loops: several rounds stand one after the other, each with its own way out, and only the last
 * jumps back. Engines look at a loop's head each time around (whether the stack overflows, whether to stop), which costs as
 * much as such a loop's body.
 *
 * ```
 *   head → body ┐         head → body → head' → body' → head'' → body'' ┐
 *    ▲──────────┘    →     ▲────────────────────────────────────────────┘
 * ```
 */
import type { Block, IrFunction } from '../ir.ts';
import { flowGraph } from './flow-graph.ts';
import { loopsOf, sizeOf, type Loop } from './loops.ts';
import { retarget, simplify } from './simplify.ts';

const ROUNDS = 4;
/** The most instructions of a loop that is worth it. */
const SMALL = 24;

export function unrollLoops(fn: IrFunction): IrFunction {
  const blocks = [...fn.blocks];
  const worth = (loop: Loop): boolean => {
    const { rare, unrolled } = fn.blocks[loop.head]!;
    return loop.isInnermost && !rare && !unrolled && sizeOf(fn.blocks, loop) <= SMALL;
  };
  const small = loopsOf(flowGraph(fn.blocks)).filter(worth);
  for (const loop of small) unroll(blocks, loop);
  return small.length > 0 ? simplify({ ...fn, blocks }) : fn;
}

function unroll(blocks: Block[], { head, body }: Loop): void {
  const names = [...body];
  const base = blocks.length;
  /** Where block `b` of a round is; round 0 is the loop itself. */
  const place = (round: number, b: number): number => (round === 0 ? b : base + (round - 1) * names.length + names.indexOf(b));
  const originals = names.map((b) => blocks[b]!);
  for (let round = 0; round < ROUNDS; round++) {
    names.forEach((b, i) => {
      const { instrs, end, rare } = originals[i]!;
      const to = (t: number): number => (t === head ? place((round + 1) % ROUNDS, head) : body.has(t) ? place(round, t) : t);
      blocks[place(round, b)] = { instrs: round > 0 && b === head ? instrs.filter((x) => x.op !== 'loopHead') : instrs, end: retarget(end, to), ...(rare && { rare }) };
    });
  }
}
