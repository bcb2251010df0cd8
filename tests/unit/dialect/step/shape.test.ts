import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shapeOf } from '../../../../shared/dialect/step/shape.ts';

/** The chunks below an item, from left to right. */
function below(shape: ReturnType<typeof shapeOf>, item: number): number[] {
  if (item >= shape.groups) return [item - shape.groups];
  return [...shape.child.subarray(item * 8, item * 8 + 8)].flatMap((child) => (child === 0 ? [] : below(shape, child)));
}

/** Chunks 0 … n-1 in parts of these sizes, in an order of their own. */
const parts = fc.array(fc.integer({ min: 0, max: 90 }), { minLength: 1, maxLength: 12 }).filter((sizes) => sizes.some((n) => n > 0)).chain((sizes) => {
  const chunks = Array.from({ length: sizes.reduce((a, b) => a + b) }, (_, i) => i);
  return fc.shuffledSubarray(chunks, { minLength: chunks.length }).map((order) => sizes.map((size) => order.splice(0, size)));
});

test('the tree has each chunk once, in the order of the parts, and knows the way up', () => {
  fc.assert(fc.property(parts, (parts) => {
    const shape = shapeOf(parts);
    const chunks = parts.flat();
    expect(below(shape, 0)).toEqual(chunks);
    const items = Array.from({ length: shape.groups + chunks.length - 1 }, (_, i) => i + 1);
    expect(items.filter((item) => shape.child[shape.up[item]!] !== item || Math.floor(shape.up[item]! / 8) >= Math.min(item, shape.groups))).toEqual([]);
    expect(shape.child.filter((child, word) => word < shape.pairs * 8 && word % 8 > 1 && child !== 0)).toHaveLength(0);
  }), { numRuns: 50 });
});

const from = (first: number, n: number): number[] => Array.from({ length: n }, (_, i) => first + i);
/** The chunks below each pair, and below each node that a pair refers to. */
function halves(parts: number[][]): { pairs: number[][]; nodes: number[][] } {
  const shape = shapeOf(parts);
  const items = Array.from({ length: shape.groups }, (_, item) => item);
  const ofPairs = items.filter((item) => Math.floor(shape.up[item]! / 8) < shape.pairs);
  return {
    pairs: ofPairs.filter((item) => item < shape.pairs).map((item) => below(shape, item)),
    nodes: ofPairs.filter((item) => item >= shape.pairs).map((item) => below(shape, item)),
  };
}

test('few chunks are two nodes', () => {
  expect(shapeOf([from(0, 12)])).toMatchObject({ pairs: 1, groups: 3 });
  expect(shapeOf([[0]])).toMatchObject({ pairs: 1, groups: 1 });
  expect(halves([from(0, 4), [4], [5], [6], [7], [8, 9]])).toEqual({ pairs: [from(0, 10)], nodes: [from(0, 6), from(6, 4)] });
});

test('pairs are over parts, and small ones share a node', () => {
  const [own, other, ...small] = [from(0, 9), from(9, 10), from(19, 3), from(22, 2)];
  expect(halves([own!, other!, ...small])).toEqual({ pairs: [from(0, 24), from(0, 19)], nodes: [from(19, 5), own, other] });
});
