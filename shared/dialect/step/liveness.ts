/** Which registers are still needed where, and a slot of the thread's frame for each that a thread may stop with. */
import type { Reg } from '../ir.ts';
import { eachUse } from '../passes/dead-code.ts';
import { flowGraph } from '../passes/flow-graph.ts';
import { successors } from '../passes/simplify.ts';
import type { SplitBlock } from './split.ts';

/** For each block, the registers whose value is needed at its start, the lowest first. */
export function liveIn(blocks: readonly SplitBlock[], regCount: number): Set<Reg>[] {
  // A bit for each register, block by block: read before it is written, written, needed at the start.
  const words = (regCount + 31) >>> 5;
  const [reads, writes, live] = Array.from({ length: 3 }, () => new Int32Array(blocks.length * words)) as [Int32Array, Int32Array, Int32Array];
  blocks.forEach((block, b) => {
    const base = b * words;
    const need = (r: Reg): void => {
      reads[base + (r >>> 5)]! |= 1 << (r & 31);
    };
    if (block.end.op === 'branch' || block.end.op === 'await') need(block.end.condition);
    if (block.end.op === 'return' && block.end.value !== null) need(block.end.value);
    for (let i = block.instrs.length - 1; i >= 0; i--) {
      const instr = block.instrs[i]!;
      if ('dst' in instr && instr.dst !== null) {
        const [at, bit] = [base + (instr.dst >>> 5), 1 << (instr.dst & 31)];
        reads[at]! &= ~bit;
        writes[at]! |= bit;
      }
      eachUse(instr, need);
    }
  });
  live.set(reads);
  const { order, predecessors } = flowGraph(blocks);
  const stale = new Uint8Array(blocks.length).fill(1);
  for (let changed = true; changed; ) {
    changed = false;
    for (let n = order.length - 1; n >= 0; n--) {
      const b = order[n]!;
      if (stale[b] === 0) continue;
      stale[b] = 0;
      let grown = false;
      for (const s of successors(blocks[b]!.end)) {
        for (let w = 0; w < words; w++) {
          const more = live[s * words + w]! & ~writes[b * words + w]! & ~live[b * words + w]!;
          if (more === 0) continue;
          live[b * words + w]! |= more;
          grown = true;
        }
      }
      if (!grown) continue;
      for (const p of predecessors[b]!) stale[p] = 1;
      changed = true;
    }
  }
  return blocks.map((_, b) => registersIn(live, b * words, words));
}

function registersIn(bits: Int32Array, base: number, words: number): Set<Reg> {
  const found = new Set<Reg>();
  for (let w = 0; w < words; w++) {
    for (let rest = bits[base + w]!; rest !== 0; rest &= rest - 1) found.add(w * 32 + 31 - Math.clz32(rest & -rest));
  }
  return found;
}

/**
 * Gives each register that is live at one of the `stops` a slot, such that no two live at the same stop share one.
 * Parameters get the first slots, in order, because callers store arguments there.
 */
export function assignSlots(stops: readonly ReadonlySet<Reg>[], paramCount: number): { slots: Map<Reg, number>; count: number } {
  const stopsOf = new Map<Reg, number[]>();
  stops.forEach((live, stop) => {
    for (const r of live) {
      const known = stopsOf.get(r);
      if (known) known.push(stop);
      else stopsOf.set(r, [stop]);
    }
  });
  const slots = new Map<Reg, number>();
  /** For each stop, whether a slot is taken there. */
  const taken: boolean[][] = stops.map(() => []);
  let count = paramCount;
  const give = (reg: Reg, slot: number): void => {
    slots.set(reg, slot);
    for (const stop of stopsOf.get(reg) ?? []) taken[stop]![slot] = true;
    count = Math.max(count, slot + 1);
  };
  for (let p = 0; p < paramCount; p++) give(p, p);
  for (const [reg, own] of stopsOf) {
    if (slots.has(reg)) continue;
    let slot = 0;
    while (own.some((stop) => taken[stop]![slot])) slot++;
    give(reg, slot);
  }
  return { slots, count };
}
