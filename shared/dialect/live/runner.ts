/** The loop a worker runs: a thread's body, again and again until the session stops. */
import type { Instr, IrFunction, SiteId } from '../ir.ts';
import { THREAD } from './abi.ts';

/**
 * ```
 *   run(limit): n = 0
 *   1:  if *stop != 0 goto 3
 *   2:  pace(); body(); n++; block.iterations++; if n != limit goto 1
 *   3:  return n
 * ```
 */
/** `pace`: the thread waits here while the tracer's gate is closed. */
export function runnerOf(name: string, body: string, site: SiteId, pace: boolean): IrFunction {
  const [limit, n, one, word, stop, block, at, offset, count, done] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9];
  const raw = (dst: number | null, fn: string, ...args: number[]): Instr => ({ op: 'raw', dst, name: fn, args, site });
  const add = (dst: number, a: number, b: number): Instr => ({ op: 'binary', dst, kind: 'add', a, b, site });
  return {
    name, site, paramCount: 1, regCount: 10, returnsValue: true,
    blocks: [
      { instrs: [{ op: 'const', dst: n, value: 0 }, { op: 'const', dst: one, value: 1 }], end: { op: 'jump', target: 1 } },
      { instrs: [raw(word, '$stop_word'), raw(stop, '$load', word)], end: { op: 'branch', condition: stop, then: 3, else: 2 } },
      {
        instrs: [
          ...(pace ? [{ op: 'call' as const, dst: null, fn: '$pace', args: [], site }] : []),
          { op: 'call', dst: null, fn: body, args: [], site },
          add(n, n, one),
          raw(block, '$block'),
          { op: 'const', dst: offset, value: THREAD.iterations },
          add(at, block, offset),
          raw(count, '$load', at),
          add(count, count, one),
          raw(null, '$store', at, count),
          { op: 'binary', dst: done, kind: 'eq', a: n, b: limit, site },
        ],
        end: { op: 'branch', condition: done, then: 3, else: 1 },
      },
      { instrs: [], end: { op: 'return', value: n } },
    ],
  };
}
