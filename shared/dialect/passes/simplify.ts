/** Tidies a function's blocks: threads empty jumps, merges straight lines, drops what cannot be reached. */
import type { Block, Instr, IrFunction, Terminator } from '../ir.ts';

export function successors(end: Terminator): number[] {
  switch (end.op) {
    case 'jump': return [end.target];
    case 'branch': return [end.then, end.else];
    case 'await': return [end.then, end.retry];
    default: return [];
  }
}

/** The terminator with each block that it leads to replaced. */
export function retarget(end: Terminator, to: (block: number) => number): Terminator {
  switch (end.op) {
    case 'jump': return { ...end, target: to(end.target) };
    case 'branch': return end.then === end.else ? { op: 'jump', target: to(end.then) } : { ...end, then: to(end.then), else: to(end.else) };
    case 'await': return { ...end, then: to(end.then), retry: to(end.retry) };
    default: return end;
  }
}

/** Answers the function itself, or its very blocks, where there is nothing to tidy: it is asked after every pass. */
export function simplify(fn: IrFunction): IrFunction {
  const { blocks } = fn;
  const through = blocks.map((_, b) => throughEmpty(blocks, b));
  const entries = new Uint32Array(blocks.length);
  reach(blocks, through, entries);
  const ends = mergeLines(blocks, through, entries);
  const kept = new Int32Array(blocks.length).fill(-1);
  let count = 0;
  blocks.forEach((_, b) => {
    if (entries[b] !== 0) kept[b] = count++;
  });
  const to = (b: number): number => kept[through[b]!]!;
  let same = count === blocks.length;
  const tidy: Block[] = [];
  blocks.forEach((block, b) => {
    if (kept[b]! < 0) return;
    const merged = ends.get(b);
    const end = aimed(merged ? merged.end : block.end, to);
    const now = merged ? { ...block, instrs: merged.instrs, end } : end === block.end ? block : { ...block, end };
    same &&= now === block;
    tidy.push(now);
  });
  return same ? fn : { ...fn, blocks: tidy };
}

/** `retarget`, or the very terminator when that changes nothing. */
function aimed(end: Terminator, to: (block: number) => number): Terminator {
  switch (end.op) {
    case 'jump': return to(end.target) === end.target ? end : { op: 'jump', target: to(end.target) };
    case 'branch': {
      const then = to(end.then);
      const otherwise = to(end.else);
      if (then === otherwise) return { op: 'jump', target: then };
      return then === end.then && otherwise === end.else ? end : { ...end, then, else: otherwise };
    }
    case 'await': return to(end.then) === end.then && to(end.retry) === end.retry ? end : { ...end, then: to(end.then), retry: to(end.retry) };
    default: return end;
  }
}

/** Follows jumps through blocks that do nothing else, not even say that they are rare. */
function throughEmpty(blocks: readonly Block[], target: number): number {
  for (let hops = 0; hops < blocks.length; hops++) {
    const block = blocks[target]!;
    if (block.instrs.length > 0 || block.rare || block.end.op !== 'jump') break;
    target = block.end.target;
  }
  return target;
}

/** Counts the ways into each block that can be reached, as if there were two into the first. */
function reach(blocks: readonly Block[], through: readonly number[], entries: Uint32Array): void {
  entries[0] = 2;
  const work = [0];
  const enter = (b: number): void => {
    const target = through[b]!;
    if (entries[target]!++ === 0) work.push(target);
  };
  for (let b = work.pop(); b !== undefined; b = work.pop()) {
    const { end } = blocks[b]!;
    const next = jumpOf(end);
    if (next >= 0) enter(next);
    else for (const s of successors(end)) enter(s);
  }
}

/** Where a block always goes on; -1: that depends, or it does not go on. */
function jumpOf(end: Terminator): number {
  return end.op === 'jump' ? end.target : end.op === 'branch' && end.then === end.else ? end.then : -1;
}

interface Line {
  instrs: Instr[];
  end: Terminator;
}

/** The blocks that take in those which only they lead to; the latter have no `entries` any more. */
function mergeLines(blocks: readonly Block[], through: readonly number[], entries: Uint32Array): Map<number, Line> {
  const lines = new Map<number, Line>();
  for (let b = 0; b < blocks.length; b++) {
    if (entries[b] === 0) continue;
    let line: Line | undefined;
    let end = blocks[b]!.end;
    for (;;) {
      const jump = jumpOf(end);
      const next = jump < 0 ? -1 : through[jump]!;
      if (next < 0 || next === b || entries[next] !== 1) break;
      line ??= { instrs: [...blocks[b]!.instrs], end };
      const { instrs, end: after } = lines.get(next) ?? blocks[next]!;
      for (const instr of instrs) line.instrs.push(instr);
      end = line.end = after;
      entries[next] = 0;
    }
    if (line) lines.set(b, line);
  }
  return lines;
}
