import { expect, it } from 'vitest';
import type { Instr, IrFunction, Program } from '../../../../shared/dialect/ir.ts';
import { frameUse } from '../../../../shared/dialect/step/frame-use.ts';
import { type Frame, frames } from '../../../../shared/dialect/step/frames.ts';

const place = { struct: 's', field: 'f' };
const load = (dst: number, address: number): Instr => ({ op: 'load', dst, address, offset: 0, place, order: 'plain', site: 0 });
const store = (address: number, value: number): Instr => ({ op: 'store', address, offset: 0, value, place, order: 'plain', site: 0 });

function frameOf(...instrs: Instr[]): Frame {
  const fn: IrFunction = { name: 'f', paramCount: 2, regCount: 5, returnsValue: true, blocks: [{ instrs, end: { op: 'return', value: 3 } }], site: 0 };
  return frames({ functions: new Map([['f', fn]]), callbacks: [''] } as unknown as Program).frames.get('f')!;
}

// f(p, q): a = p.f; b = p.f; p.f = a; return b
const three = frameOf(load(2, 0), load(3, 0), store(0, 2));
const steps = three.blocks.flatMap(({ start }, b) => (start === 'step' ? [b] : []));

it('reads what the code reads, not what it passes on', () => {
  const [first, second, third] = steps.map((b) => frameUse(three, b, null));
  expect(first!.loads).toEqual([0]);
  expect(second!.loads).toEqual([0]);
  expect(second!.unchanged).toEqual(new Set([0, 2]));
  expect(third!.loads).toEqual([0, 2, 3]);
});

it('knows what may stand in a frame: what was needed before, and all that a caller left', () => {
  const [first, second] = steps.map((b) => frameUse(three, b, null));
  expect(first!.occupied).toEqual(new Set([0, 1]));
  expect(second!.occupied).toEqual(new Set([three.slots.get(0), three.slots.get(2)]));
});

it('does not look into the frame for what a call has just returned', () => {
  const called = frameOf({ op: 'call', dst: 3, fn: 'g', args: [1], site: 0 }, load(4, 0));
  const [back] = [...called.returns.keys()];
  expect(called.returns.get(back!)).toBe(3);
  const use = frameUse(called, back!, 3);
  expect(use.unchanged).toEqual(new Set([0]));
  expect(use.occupied).toEqual(new Set([called.slots.get(0)]));
});

it('counts what is saved on the way to an allocation within a step', () => {
  const within = frameOf({ op: 'atomicBegin', site: 0 }, load(3, 0), { op: 'alloc', dst: 2, struct: 's', site: 0 }, { op: 'atomicEnd', site: 0 }, store(2, 3));
  const use = frameUse(within, 0, null);
  expect(use.occupied).toContain(within.slots.get(3));
});
