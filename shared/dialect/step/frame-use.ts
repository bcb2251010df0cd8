/**
 * What the code of one region has to do with its thread's frame. A thread that stops keeps in each slot the register that is needed there,
 * and 0 in all others: so a region need not write what it has not changed, nor read what it only passes on.
 */
import type { Reg } from '../ir.ts';
import { eachUse } from '../passes/dead-code.ts';
import { successors } from '../passes/simplify.ts';
import { type Frame, without } from './frames.ts';
import { allocatesWithin, type SplitBlock } from './split.ts';

export interface FrameUse {
  /** Registers that the region's code needs from the frame. */
  loads: Reg[];
  /** Registers that are in their slots from the beginning, and stay what they are. */
  unchanged: Set<Reg>;
  /** Slots that may hold something while the region runs, before it stops. */
  occupied: Set<number>;
}

/** `returned`: the register that the region begins with from elsewhere. */
export function frameUse(frame: Frame, first: number, returned: Reg | null): FrameUse {
  const { live, slots, blocks, paramCount } = frame;
  const used = new Set<Reg>();
  const written = new Set<Reg>(returned === null ? [] : [returned]);
  const use = (r: Reg): void => void used.add(r);
  // A caller leaves all arguments there, needed or not.
  const occupied = new Set<number>(first === 0 ? Array.from({ length: paramCount }, (_, slot) => slot) : []);
  const holds = (registers: ReadonlySet<Reg>): void => registers.forEach((r) => slots.has(r) && occupied.add(slots.get(r)!));
  const given = without(live[first]!, returned);
  holds(given);
  for (const b of blocksFrom(blocks, first)) {
    const { instrs, end, call } = blocks[b]!;
    for (const i of instrs) {
      eachUse(i, use);
      if (i !== call && 'dst' in i && i.dst !== null) written.add(i.dst);
    }
    if (end.op === 'branch' || end.op === 'await') use(end.condition);
    if (end.op === 'return' && end.value !== null) use(end.value);
    if (allocatesWithin(blocks[b]!)) holds(live[b]!);
  }
  const all = [...given];
  return { loads: all.filter((r) => used.has(r) || written.has(r)), unchanged: new Set(all.filter((r) => !written.has(r))), occupied };
}

/** The blocks that a thread may come through before it stops. */
function blocksFrom(blocks: readonly SplitBlock[], first: number): Set<number> {
  const within = new Set([first]);
  for (const b of within) {
    const { call, end } = blocks[b]!;
    if (call) continue;
    for (const s of end.op === 'await' ? [end.then] : successors(end)) if (blocks[s]!.start !== 'step') within.add(s);
  }
  return within;
}
