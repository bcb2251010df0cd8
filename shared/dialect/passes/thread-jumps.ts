/**
 * Jump threading: where the way into a block already tells how its branch goes, the branch is skipped.
 *
 * ```
 *   A: if x goto B else J          `a && b` as a condition, or a function that
 *   B: v = y; goto J               answers true or false, once it is inlined
 *   J: if v goto T else F     →    A: if x goto B else F     B: if y goto T else F
 * ```
 * Blocks that only compute are copied into those that jump to them when that decides the branch, or when there is
 * hardly more than the branch to copy. Loop heads are left alone: a loop keeps its one entry.
 */
import type { Block, Instr, IrFunction } from '../ir.ts';
import { type FlowGraph, flowGraph } from './flow-graph.ts';
import { bodyOf } from './loops.ts';
import { along, decided, deciding, type Facts, learn, meet, note, onlyComputes } from './register-facts.ts';
import { simplify, successors } from './simplify.ts';

/** The most instructions that are copied to decide one branch. */
const COPIED = 8;
/** Each round may make others possible; the code of people comes to rest after a few. */
const ROUNDS = 8;

export function threadJumps(fn: IrFunction): IrFunction {
  let now = fn;
  for (let round = 0; round < ROUNDS; round++) {
    const next = threadOnce(now);
    if (!next) break;
    now = simplify(next);
  }
  return now;
}

function threadOnce(fn: IrFunction): IrFunction | undefined {
  const graph = flowGraph(fn.blocks);
  const { isLoop, order, position, predecessors } = graph;
  const blocks = [...fn.blocks];
  const kept = deciding(fn);
  /** What is known at the end of each block, for each block that it leads to. */
  const known = new Map<number, (to: number) => Facts>();
  let changed = false;
  for (const b of order) {
    const block = blocks[b]!;
    const { end } = block;
    // Into a loop: what is known before it, of registers that it leaves alone.
    const atEnd = meet(predecessors[b]!.filter((p) => position[p]! < position[b]!).map((p) => known.get(p)!(b)), kept);
    if (isLoop[b] && atEnd.size > 0) for (const inside of bodyOf(graph, b)) forgetWritten(atEnd, fn.blocks[inside]!);
    for (const i of block.instrs) note(atEnd, i);
    known.set(b, (to) => along(block, atEnd, to));
    const way = decided(end, atEnd);
    if (way !== undefined) {
      blocks[b] = { ...block, end: { op: 'jump', target: way } };
    } else if (end.op === 'jump') {
      const facts = new Map(atEnd);
      const way = follow(end.target, facts, fn.blocks, isLoop);
      const instrs = [...block.instrs, ...way.instrs];
      const next = fn.blocks[way.target]!;
      const copied = next.end.op === 'branch' && next.instrs.every((i) => i.op === 'copy') && !isLoop[way.target];
      if (copied || decidesNext(way.target, facts, fn.blocks, graph)) blocks[b] = { ...block, instrs: [...instrs, ...next.instrs], end: next.end };
      else if (way.target !== end.target) blocks[b] = { ...block, instrs, end: { op: 'jump', target: way.target } };
    } else if (end.op === 'branch' && end.then !== end.else) {
      const edge = (target: number, taken: boolean): number => {
        const facts = new Map(atEnd);
        learn(facts, end.condition, taken, block.instrs);
        const way = follow(target, facts, fn.blocks, isLoop);
        const next = fn.blocks[way.target]!;
        if (decidesNext(way.target, facts, fn.blocks, graph)) return blocks.push({ instrs: [...way.instrs, ...next.instrs], end: next.end }) - 1;
        if (way.target === target) return target;
        return blocks.push({ instrs: way.instrs, end: { op: 'jump', target: way.target } }) - 1;
      };
      const then = edge(end.then, true);
      const otherwise = edge(end.else, false);
      if (then !== end.then || otherwise !== end.else) blocks[b] = { ...block, end: { ...end, then, else: otherwise } };
    }
    changed ||= blocks[b] !== block;
  }
  return changed ? { ...fn, blocks } : undefined;
}

/** Goes on through blocks whose branches are decided; `instrs` is what has to be done on the way. */
function follow(target: number, facts: Facts, blocks: readonly Block[], isLoop: boolean[]): { target: number; instrs: Instr[] } {
  const instrs: Instr[] = [];
  const seen = new Set<number>();
  for (;;) {
    const block = blocks[target]!;
    if (isLoop[target] || seen.has(target) || instrs.length + block.instrs.length > COPIED || !block.instrs.every(onlyComputes)) break;
    seen.add(target);
    const ahead = new Map(facts);
    for (const i of block.instrs) note(ahead, i);
    const next = decided(block.end, ahead);
    if (next === undefined) break;
    instrs.push(...block.instrs);
    ahead.forEach((fact, reg) => facts.set(reg, fact));
    for (const reg of facts.keys()) if (!ahead.has(reg)) facts.delete(reg);
    target = next;
  }
  return { target, instrs };
}

/**
 * Whether a branch that is not decided on this way leads to one that then is, so that a copy of it pays.
 * ```
 *   A: p = 0; goto J            J: if v goto S else T       S: if p …
 * ```
 */
function decidesNext(target: number, facts: Facts, blocks: readonly Block[], { isLoop, predecessors }: FlowGraph): boolean {
  const small = (b: number): boolean => !isLoop[b] && !blocks[b]!.rare && blocks[b]!.end.op === 'branch' && blocks[b]!.instrs.length <= COPIED && blocks[b]!.instrs.every(onlyComputes);
  if (predecessors[target]!.length < 2 || !small(target)) return false;
  const { instrs, end } = blocks[target]!;
  const ahead = new Map(facts);
  for (const i of instrs) note(ahead, i);
  return successors(end).some((next) => {
    if (!small(next)) return false;
    const there = new Map(along(blocks[target]!, ahead, next));
    for (const i of blocks[next]!.instrs) note(there, i);
    return decided(blocks[next]!.end, there) !== undefined;
  });
}

function forgetWritten(facts: Facts, { instrs }: Block): void {
  for (const i of instrs) if ('dst' in i && i.dst !== null) facts.delete(i.dst);
}
