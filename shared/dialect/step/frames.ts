/**
 * Where each function keeps its registers while its thread is stopped. The dialect has no recursion, so a function's frame
 * lies at one place, behind those of all its possible callers:
 *
 * ```
 *   record + RECORD.frames
 *   ├ page_fault: return pc, slots ┼ lock_vma_under_rcu: … ┼ down_read_trylock: … ┤      words of inactive frames are 0
 * ```
 */
import { callGraph, type CallGraph } from '../passes/call-graph.ts';
import type { Program, Reg } from '../ir.ts';
import { assignSlots, liveIn } from './liveness.ts';
import { allocatesWithin, split, type SplitBlock } from './split.ts';

export interface Frame {
  fn: string;
  blocks: SplitBlock[];
  /** Registers needed at the start of each block. */
  live: ReadonlySet<Reg>[];
  slots: Map<Reg, number>;
  slotCount: number;
  /** Word offset in the record's frames: the return pc, then the slots. */
  base: number;
  paramCount: number;
  /** Blocks that calls return to, each with the register that gets the result. */
  returns: Map<number, Reg | null>;
  /** Blocks at which a thread may stop, or go on after a call: each becomes a program counter. */
  entries: number[];
}

export function frames(program: Program): { frames: Map<string, Frame>; words: number } {
  const made = new Map<string, Frame>();
  for (const fn of program.functions.values()) {
    const blocks = split(fn);
    const live = liveIn(blocks, fn.regCount);
    const returns = new Map<number, Reg | null>();
    for (const { call, end } of blocks) if (call && end.op === 'jump') returns.set(end.target, call.dst);
    const entries = new Set([0, ...blocks.flatMap((b, i) => (b.start === 'step' ? [i] : [])), ...returns.keys()]);
    const stops = [...entries].map((b) => without(live[b]!, returns.get(b) ?? null));
    blocks.forEach((b, i) => {
      if (allocatesWithin(b)) stops.push(live[i]!);
    });
    const { slots, count } = assignSlots(stops, fn.paramCount);
    made.set(fn.name, { fn: fn.name, blocks, live, slots, slotCount: count, base: 0, paramCount: fn.paramCount, returns, entries: [...entries].sort((a, b) => a - b) });
  }
  const words = place(made, callGraph(program.functions, program.callbacks));
  return { frames: made, words };
}

/** The registers but for one. */
export function without(registers: ReadonlySet<Reg>, reg: Reg | null): ReadonlySet<Reg> {
  if (reg === null || !registers.has(reg)) return registers;
  const others = new Set(registers);
  others.delete(reg);
  return others;
}

/** Callers before callees: a frame begins where the last of its callers' ends. Returns the words of the deepest chain. */
function place(made: Map<string, Frame>, graph: CallGraph): number {
  const order: string[] = [];
  const seen = new Set<string>();
  const visit = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    for (const callee of graph.get(name) ?? []) visit(callee);
    order.push(name);
  };
  for (const name of made.keys()) visit(name);
  let words = 0;
  for (const name of order.reverse()) {
    const frame = made.get(name);
    if (!frame) continue;
    const end = frame.base + 1 + frame.slotCount;
    words = Math.max(words, end);
    for (const callee of graph.get(name) ?? []) {
      const c = made.get(callee);
      if (c) c.base = Math.max(c.base, end);
    }
  }
  return words;
}
