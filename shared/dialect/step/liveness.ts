/** Which registers are still needed where, and a slot of the thread's frame for each that a thread may stop with. */
import type { Reg } from '../ir.ts';
import { eachUse } from '../passes/dead-code.ts';
import { successors } from '../passes/simplify.ts';
import type { SplitBlock } from './split.ts';

/** For each block, the registers whose value is needed at its start. */
export function liveIn(blocks: readonly SplitBlock[]): Set<Reg>[] {
  const live = blocks.map(() => new Set<Reg>());
  const predecessors: number[][] = blocks.map(() => []);
  blocks.forEach(({ end }, b) => successors(end).forEach((s) => predecessors[s]!.push(b)));
  const stale = new Uint8Array(blocks.length).fill(1);
  for (let changed = true; changed; ) {
    changed = false;
    for (let b = blocks.length - 1; b >= 0; b--) {
      if (stale[b] === 0) continue;
      stale[b] = 0;
      const block = blocks[b]!;
      const now = new Set<Reg>();
      const need = (r: Reg): void => void now.add(r);
      for (const s of successors(block.end)) for (const r of live[s]!) now.add(r);
      if (block.end.op === 'branch' || block.end.op === 'await') now.add(block.end.condition);
      if (block.end.op === 'return' && block.end.value !== null) now.add(block.end.value);
      for (let i = block.instrs.length - 1; i >= 0; i--) {
        const instr = block.instrs[i]!;
        if ('dst' in instr && instr.dst !== null) now.delete(instr.dst);
        eachUse(instr, need);
      }
      if (now.size !== live[b]!.size) {
        live[b] = now;
        for (const p of predecessors[b]!) stale[p] = 1;
        changed = true;
      }
    }
  }
  return live;
}

/**
 * Gives each register that is live at one of the `stops` a slot, such that no two live at the same stop share one.
 * Parameters get the first slots, in order, because callers store arguments there.
 */
export function assignSlots(stops: readonly Set<Reg>[], paramCount: number): { slots: Map<Reg, number>; count: number } {
  const conflicts = new Map<Reg, Set<Reg>>();
  for (const live of stops) for (const r of live) {
    const others = conflicts.get(r) ?? new Set<Reg>();
    for (const o of live) if (o !== r) others.add(o);
    conflicts.set(r, others);
  }
  const slots = new Map<Reg, number>();
  for (let p = 0; p < paramCount; p++) slots.set(p, p);
  let count = paramCount;
  for (const [reg, others] of conflicts) {
    if (slots.has(reg)) continue;
    const taken = new Set([...others].map((o) => slots.get(o)));
    let slot = 0;
    while (taken.has(slot)) slot++;
    slots.set(reg, slot);
    count = Math.max(count, slot + 1);
  }
  return { slots, count };
}
