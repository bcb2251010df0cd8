/** Instructions with other registers. */
import type { Instr, Reg } from '../ir.ts';

const REGISTERS = new Set(['dst', 'src', 'a', 'b', 'index', 'us', 'start', 'condition', 'about', 'address', 'value', 'expected', 'count', 'deadline', 'n', 'object', 'target']);

/** The keys of an operation's registers, as they are when it is first met. */
const registersOf = new Map<Instr['op'], string[]>();

/** A copy of the instruction with each of its registers replaced. */
export function withRegisters(instr: Instr, to: (reg: Reg) => Reg): Instr {
  const copy = { ...instr } as Record<string, unknown>;
  let keys = registersOf.get(instr.op);
  if (!keys) registersOf.set(instr.op, (keys = Object.keys(copy).filter((key) => REGISTERS.has(key) && !(instr.op === 'const' && key === 'value'))));
  for (const key of keys) {
    const value = copy[key];
    if (typeof value === 'number') copy[key] = to(value);
  }
  if ('args' in instr) copy.args = instr.args.map(to);
  return copy as Instr;
}
