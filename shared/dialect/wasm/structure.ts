/**
 * From basic blocks to WebAssembly's structured control flow, by the dominator tree.
 * Norman Ramsey, "Beyond Relooper: Recursive Translation of Unstructured Control Flow to Structured Control Flow", ICFP 2022.
 * It needs graphs in which each loop has one way in, which passes/reducible.ts sees to.
 */
import type { Block, Terminator } from '../ir.ts';
import { reducible, type Reducible } from '../passes/reducible.ts';
import type { ByteWriter } from './bytes.ts';
import { OP, TYPE } from './opcodes.ts';

export interface StructureVisitor {
  out: ByteWriter;
  instrs(block: number): void;
  /** Pushes the condition of the branch at a block's end; its `if` comes next. */
  condition(block: number): void;
  /** Emits a return (its value pushed) or unreachable. */
  leave(end: Terminator): void;
}

interface Graph {
  /** The block that was given as one, which may be there several times. */
  origin: readonly number[];
  /** Position in reverse postorder. */
  position: number[];
  children: number[][];
  isLoop: boolean[];
  isMerge: boolean[];
}

/** What encloses the place being emitted, innermost last: what a `br` to that depth reaches. */
type Frame = { kind: 'loop' | 'after'; block: number } | { kind: 'if' };

export function structure(blocks: readonly Block[], visitor: StructureVisitor): void {
  const made = reducible(blocks);
  emitTree(0, [], made.blocks, analyse(made), visitor);
}

function emitTree(x: number, frames: Frame[], blocks: readonly Block[], graph: Graph, v: StructureVisitor): void {
  // Merge blocks that x dominates follow it, the last in order outermost.
  const merges = graph.children[x]!.filter((c) => graph.isMerge[c]).sort((a, b) => graph.position[b]! - graph.position[a]!);
  if (!graph.isLoop[x]) {
    emitWithin(x, merges, frames, blocks, graph, v);
    return;
  }
  v.out.byte(OP.loop);
  v.out.byte(TYPE.empty);
  emitWithin(x, merges, [...frames, { kind: 'loop', block: x }], blocks, graph, v);
  v.out.byte(OP.end);
}

function emitWithin(x: number, merges: number[], frames: Frame[], blocks: readonly Block[], graph: Graph, v: StructureVisitor): void {
  const [outer, ...inner] = merges;
  if (outer !== undefined) {
    v.out.byte(OP.block);
    v.out.byte(TYPE.empty);
    emitWithin(x, inner, [...frames, { kind: 'after', block: outer }], blocks, graph, v);
    v.out.byte(OP.end);
    emitTree(outer, frames, blocks, graph, v);
    return;
  }
  v.instrs(graph.origin[x]!);
  const end = blocks[x]!.end;
  if (end.op === 'jump') {
    emitJump(x, end.target, frames, blocks, graph, v);
  } else if (end.op === 'branch') {
    v.condition(graph.origin[x]!);
    v.out.byte(OP.if);
    v.out.byte(TYPE.empty);
    emitJump(x, end.then, [...frames, { kind: 'if' }], blocks, graph, v);
    v.out.byte(OP.else);
    emitJump(x, end.else, [...frames, { kind: 'if' }], blocks, graph, v);
    v.out.byte(OP.end);
    v.out.byte(OP.unreachable);
  } else {
    v.leave(end);
  }
}

function emitJump(from: number, to: number, frames: Frame[], blocks: readonly Block[], graph: Graph, v: StructureVisitor): void {
  const backward = graph.position[to]! <= graph.position[from]!;
  if (!backward && !graph.isMerge[to]) {
    emitTree(to, frames, blocks, graph, v);
    return;
  }
  const kind = backward ? 'loop' : 'after';
  const at = frames.findLastIndex((f) => f.kind === kind && f.block === to);
  if (at < 0) throw new Error('the control flow is not reducible');
  v.out.byte(OP.br);
  v.out.u32(frames.length - 1 - at);
}

function analyse({ blocks, graph, origin }: Reducible): Graph {
  const { order, position, predecessors, idom, isLoop } = graph;
  const children: number[][] = blocks.map(() => []);
  for (const b of order) if (b !== 0) children[idom[b]!]!.push(b);
  const isMerge = blocks.map((_, b) => predecessors[b]!.filter((p) => position[p]! < position[b]!).length > 1);
  return { origin, position, children, isLoop, isMerge };
}
