/** The loop a worker runs: a thread's body, again and again until the session stops. */
import type { Instr, IrFunction, SiteId } from '../ir.ts';
import { THREAD } from './abi.ts';

/**
 * ```
 *   run(limit): left = limit
 *   1:  if *stop != 0 goto 3
 *   2:  pace(); body(); left--; block.iterations++; if left != 0 goto 1
 *   3:  return limit - left
 * ```
 */
/** `pace`: the thread waits here while the tracer's gate is closed. */
export function runnerOf(name: string, body: string, site: SiteId, pace: boolean): IrFunction {
  const [limit, left, one, word, stop, block, at, offset, count, did] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const raw = (dst: number | null, fn: string, ...args: number[]): Instr => ({ op: 'raw', dst, name: fn, args, site });
  const binary = (kind: 'add' | 'sub', dst: number, a: number, b: number): Instr => ({ op: 'binary', dst, kind, a, b, site });
  return {
    name, site, paramCount: 1, regCount: 10, returnsValue: true,
    blocks: [
      { instrs: [{ op: 'copy', dst: left, src: limit }, { op: 'const', dst: one, value: 1 }], end: { op: 'jump', target: 1 } },
      { instrs: [raw(word, '$stop_word'), raw(stop, '$load', word)], end: { op: 'branch', condition: stop, then: 3, else: 2 } },
      {
        instrs: [
          ...(pace ? [{ op: 'call' as const, dst: null, fn: '$pace', args: [], site }] : []),
          { op: 'call', dst: null, fn: body, args: [], site },
          binary('sub', left, left, one),
          raw(block, '$block'),
          { op: 'const', dst: offset, value: THREAD.iterations },
          binary('add', at, block, offset),
          raw(count, '$load', at),
          binary('add', count, count, one),
          raw(null, '$store', at, count),
        ],
        end: { op: 'branch', condition: left, then: 1, else: 3 },
      },
      { instrs: [binary('sub', did, limit, left)], end: { op: 'return', value: did } },
    ],
  };
}
