/** Tidies a function's blocks: threads empty jumps, merges straight lines, drops what cannot be reached. */
import type { Block, IrFunction, Terminator } from '../ir.ts';

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

export function simplify(fn: IrFunction): IrFunction {
  const blocks = fn.blocks.map((b) => ({ ...b, end: retarget(b.end, (t) => throughEmpty(fn.blocks, t)) }));
  mergeLines(blocks);
  return { ...fn, blocks: compact(blocks) };
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

function mergeLines(blocks: Block[]): void {
  const entries = new Array<number>(blocks.length).fill(0);
  entries[0] = 2;
  const live = reachableBlocks(blocks);
  for (const i of live) for (const s of successors(blocks[i]!.end)) entries[s]!++;
  for (const i of live) {
    const block = blocks[i]!;
    let merged: Block['instrs'] | undefined;
    while (block.end.op === 'jump' && entries[block.end.target] === 1 && block.end.target !== i) {
      const next = blocks[block.end.target]!;
      merged ??= [...block.instrs];
      for (const instr of next.instrs) merged.push(instr);
      block.end = next.end;
    }
    if (merged) block.instrs = merged;
  }
}

function reachableBlocks(blocks: readonly Block[]): number[] {
  const seen = new Uint8Array(blocks.length);
  const work = [0];
  seen[0] = 1;
  for (let i = work.pop(); i !== undefined; i = work.pop()) {
    for (const s of successors(blocks[i]!.end)) {
      if (seen[s] !== 0) continue;
      seen[s] = 1;
      work.push(s);
    }
  }
  return blocks.flatMap((_, i) => (seen[i] === 0 ? [] : [i]));
}

function compact(blocks: Block[]): Block[] {
  const live = reachableBlocks(blocks);
  const index = new Int32Array(blocks.length);
  live.forEach((old, now) => (index[old] = now));
  return live.map((i) => ({ ...blocks[i]!, end: retarget(blocks[i]!.end, (t) => index[t]!) }));
}
