import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Block, Terminator } from '../../../../shared/dialect/ir.ts';
import { ByteWriter } from '../../../../shared/dialect/wasm/bytes.ts';
import { assemble, TypeTable } from '../../../../shared/dialect/wasm/module.ts';
import { BINARY, OP, TYPE } from '../../../../shared/dialect/wasm/opcodes.ts';
import { structure } from '../../../../shared/dialect/wasm/structure.ts';

/** Steps after which both sides give up, since random graphs loop. */
const FUEL = 200;

/**
 * A module whose function runs the graph. A block multiplies the trace by 31 and adds its number; a branch is taken as the
 * bits of the parameter say. Locals: 0 bits, 1 trace, 2 fuel.
 */
function run(blocks: readonly Block[], bits: number): number {
  const out = new ByteWriter();
  const get = (i: number) => (out.byte(OP.localGet), out.u32(i));
  const set = (i: number) => (out.byte(OP.localSet), out.u32(i));
  const constant = (n: number) => (out.byte(OP.i32Const), out.s32(n));
  const rotateRight = 0x78;
  const step = (block: number): void => {
    get(1); constant(31); out.byte(BINARY.mul); constant(block + 1); out.byte(BINARY.add); set(1);
    get(2); constant(1); out.byte(BINARY.sub); set(2);
    get(2); out.byte(OP.i32Eqz); out.byte(OP.if); out.byte(TYPE.empty); get(1); out.byte(OP.return); out.byte(OP.end);
  };
  constant(FUEL); set(2);
  structure(blocks, {
    out,
    instrs: step,
    // One bit a branch, by rotating the word.
    condition: () => { get(0); constant(1); out.byte(BINARY.and); get(0); constant(1); out.byte(rotateRight); set(0); },
    leave: () => { get(1); out.byte(OP.return); },
  });
  out.byte(OP.unreachable);
  out.byte(OP.end);
  const { bytes } = assemble({
    importedFunctions: [], importedGlobals: [], pages: 1, table: [], types: new TypeTable(),
    functions: [{ name: 'run', type: { params: [TYPE.i32], results: [TYPE.i32] }, locals: 2, body: out.finish(), exported: true }],
  });
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true });
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  return (exports['run'] as (bits: number) => number)(bits);
}

function reference(blocks: readonly Block[], bits: number): number {
  let [at, trace] = [0, 0];
  for (let fuel = FUEL; ; ) {
    trace = (Math.imul(trace, 31) + at + 1) | 0;
    if (--fuel === 0) return trace;
    const end = blocks[at]!.end;
    if (end.op === 'jump') at = end.target;
    else if (end.op === 'branch') {
      at = bits & 1 ? end.then : end.else;
      bits = (bits >>> 1) | (bits << 31);
    } else return trace;
  }
}

const RETURN: Terminator = { op: 'return', value: null };
const block = (end: Terminator): Block => ({ instrs: [], end });
const branch = (then: number, otherwise: number): Terminator => ({ op: 'branch', condition: 0, then, else: otherwise });
const jump = (target: number): Terminator => ({ op: 'jump', target });

/**
 * Reducible graphs that no structured source gives: forward edges to anywhere, backward edges to dominators only. Blocks
 * are in order, so the dominators of a block can be told while the graph grows.
 */
const graph: fc.Arbitrary<Block[]> = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(9)), { minLength: 1, maxLength: 14 }).map((choices) => {
  const n = choices.length;
  const dominators: Set<number>[] = [new Set([0])];
  const predecessors: number[][] = Array.from({ length: n }, () => []);
  return choices.map(([a, b, kind], i) => {
    if (i > 0) {
      const [first, ...rest] = predecessors[i]!.map((p) => dominators[p]!);
      dominators[i] = new Set([...(first ?? new Set([...Array(n).keys()]))].filter((d) => rest.every((s) => s.has(d))));
      dominators[i].add(i);
    }
    const heads = [...dominators[i]!].filter((d) => d <= i && predecessors[i]!.length + (i === 0 ? 1 : 0) > 0);
    const target = (choice: number): number => {
      if (choice % 3 === 0 && heads.length > 0) return heads[choice % heads.length]!;
      const to = i + 1 + (choice % Math.max(1, Math.min(4, n - i - 1)));
      if (to < n) predecessors[to]!.push(i);
      return Math.min(to, n - 1) === i ? i : Math.min(to, n - 1);
    };
    if (kind === 0 || i === n - 1) return block(RETURN);
    return block(kind < 4 ? jump(target(a)) : branch(target(a), target(b)));
  });
});

/** Jumps from anywhere to anywhere. */
const anyGraph: fc.Arbitrary<Block[]> = fc.array(fc.tuple(fc.nat(), fc.nat(), fc.nat(9)), { minLength: 2, maxLength: 10 }).map((choices) => choices.map(([a, b, kind], i) => {
  const n = choices.length;
  if (kind === 0 || i === n - 1) return block(RETURN);
  const [then, otherwise] = [a % n, b % n];
  return block(kind < 3 || then === otherwise ? jump(then) : branch(then, otherwise));
}));

describe('structured control flow', () => {
  it('runs the blocks that the graph runs', () => {
    fc.assert(fc.property(graph, fc.array(fc.integer(), { minLength: 3, maxLength: 3 }), (blocks, inputs) => {
      for (const bits of [0, -1, ...inputs]) expect(run(blocks, bits)).toBe(reference(blocks, bits));
    }), { numRuns: 300 });
  });

  it('manages two exits of one loop that meet, and a loop that is its own exit', () => {
    const twoExits = [block(jump(1)), block(branch(2, 4)), block(branch(3, 1)), block(jump(5)), block(jump(5)), block(RETURN)];
    const nested = [block(jump(1)), block(jump(2)), block(branch(2, 3)), block(branch(1, 4)), block(RETURN)];
    for (const blocks of [twoExits, nested]) for (const bits of [0, -1, 0b1011, 0b0110]) expect(run(blocks, bits)).toBe(reference(blocks, bits));
  });

  it('gives loops with several heads one', () => {
    const twoHeads = [block(branch(1, 2)), block(jump(2)), block(branch(1, 3)), block(RETURN)];
    for (const bits of [0, -1, 0b1011, 0b0110]) expect(run(twoHeads, bits)).toBe(reference(twoHeads, bits));
    fc.assert(fc.property(anyGraph, fc.array(fc.integer(), { minLength: 3, maxLength: 3 }), (blocks, inputs) => {
      for (const bits of [0, -1, ...inputs]) expect(run(blocks, bits)).toBe(reference(blocks, bits));
    }), { numRuns: 300 });
  });
});
