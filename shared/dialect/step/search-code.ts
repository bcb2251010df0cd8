/** The search's own functions, ready to be emitted: the same for all programs that were compiled with the same runtime. */
import type { IrFunction } from '../ir.ts';
import { dropDeadCode } from '../passes/dead-code.ts';
import { inlineFunctions, type InlineLimits } from '../passes/inline.ts';
import { withoutStatements } from './lines.ts';

/** What the engine calls. */
export const EXPORTS = ['$boot', '$start', '$first', '$explore', '$action', '$show', '$replay', '$x_false_condition', '$successors', '$make_room', '$enter', '$set_out', '$deepen', '$follow', '$renamed', '$attempt', '$x_part', '$stuck'] as const;
const LIMITS: InlineLimits = { small: 30, caller: 2000 };

/** What each state goes through, and most of its actions: copied into one another. More than that takes longer to compile than small searches take. */
const OFTEN = [
  '$x_explore', '$expand', '$restore', '$x_look_ahead', '$x_look_up', '$x_recall_of', '$x_recall_next', '$x_keep_outcome', '$x_retell', '$x_pass_by', '$x_keeps_order',
  '$x_awake_after', '$x_change', '$x_refer_parts', '$x_insert_later', '$x_store_groups', '$x_follows', '$node', '$flush', '$root', '$x_wake',
] as const;
const OFTEN_LIMITS: InlineLimits = { small: 250, caller: 3000 };

interface Known {
  from: readonly IrFunction[];
  code: readonly IrFunction[];
}

/** By the first of the functions it is made from. The front end keeps what it lowers (frontend/kept-functions.ts), so they come again. */
const known = new WeakMap<IrFunction, Known>();

/** `runtime`: the functions of a program whose names begin with `$`. */
export function searchCode(runtime: readonly IrFunction[]): readonly IrFunction[] {
  const first = runtime[0]!;
  const before = known.get(first);
  if (before?.from.length === runtime.length && before.from.every((fn, i) => fn === runtime[i])) return before.code;
  const plain = new Map(runtime.map((fn) => [fn.name, withoutLoopHeads(withoutStatements(fn))]));
  const kept = new Set([...EXPORTS, ...[...plain.keys()].filter((name) => name.startsWith('$x_'))]);
  const short = inlineFunctions(plain, [''], kept, LIMITS);
  const often = inlineFunctions(new Map(OFTEN.map((name) => [name, short.get(name)!])), [''], new Set(OFTEN), OFTEN_LIMITS);
  const code = [...new Map([...short, ...often]).values()].map(dropDeadCode);
  known.set(first, { from: runtime, code });
  return code;
}

/** The search's own loops are not a thread's. */
function withoutLoopHeads(fn: IrFunction): IrFunction {
  return { ...fn, blocks: fn.blocks.map((b) => ({ ...b, instrs: b.instrs.filter((i) => i.op !== 'loopHead') })) };
}
