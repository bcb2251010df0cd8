/** Which `local<T>()` objects have their address stored somewhere: others may find it there. Of all others nobody knows but who is handed it. */
import type { Instr, IrFunction, Program, Reg } from '../ir.ts';
import { calleesOf } from '../passes/call-graph.ts';

/** Slots. */
export function storedLocals({ functions, callbacks }: Program): Set<number> {
  const stored = new Set<number>();
  const flows = new Map([...functions].map(([name, fn]) => [name, { fn, held: new Map<Reg, Set<number>>(), returned: new Set<number>() }]));
  let changed = true;
  const add = (to: Set<number>, slots: Iterable<number> = []): void => {
    for (const slot of slots) {
      if (to.has(slot)) continue;
      to.add(slot);
      changed = true;
    }
  };
  const follow = ({ fn: { blocks }, held, returned }: { fn: IrFunction; held: Map<Reg, Set<number>>; returned: Set<number> }): void => {
    const hold = (to: Map<Reg, Set<number>>, r: Reg, slots: Iterable<number> = []): void => {
      for (const slot of slots) add(to.get(r) ?? to.set(r, new Set()).get(r)!, [slot]);
    };
    const instr = (i: Instr): void => {
      switch (i.op) {
        case 'localAddress': return hold(held, i.dst, [i.slot]);
        case 'copy': return hold(held, i.dst, held.get(i.src));
        case 'unary': return hold(held, i.dst, held.get(i.a));
        case 'binary': hold(held, i.dst, held.get(i.a)); return hold(held, i.dst, held.get(i.b));
        case 'store': case 'rmw': case 'cmpxchg': return add(stored, held.get(i.value));
        case 'raw': for (const r of i.args) add(stored, held.get(r)); return;
        case 'call': case 'callIndirect':
          for (const name of calleesOf(i, functions, callbacks)) {
            const callee = flows.get(name);
            i.args.forEach((r, parameter) => (callee ? hold(callee.held, parameter, held.get(r)) : add(stored, held.get(r))));
            if (callee && i.dst !== null) hold(held, i.dst, callee.returned);
          }
          return;
        default:
      }
    };
    for (const { instrs, end } of blocks) {
      instrs.forEach(instr);
      if (end.op === 'return' && end.value !== null) add(returned, held.get(end.value));
    }
  };
  while (changed) {
    changed = false;
    for (const flow of flows.values()) follow(flow);
  }
  return stored;
}
