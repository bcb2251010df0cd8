import fc from 'fast-check';
import { expect, test } from 'vitest';
import { shapeOf } from '../../../../shared/dialect/step/shape.ts';

/** The chunks below an item, from left to right. */
function below(shape: ReturnType<typeof shapeOf>, item: number): number[] {
  if (item >= shape.groups) return [item - shape.groups];
  return [...shape.child.subarray(item * 8, item * 8 + 8)].flatMap((child) => (child === 0 ? [] : below(shape, child)));
}

test('the tree has each chunk once, in order, and knows the way up', () => {
  fc.assert(fc.property(fc.integer({ min: 1, max: 600 }), (chunks) => {
    const shape = shapeOf(chunks);
    expect(below(shape, 0)).toEqual(Array.from({ length: chunks }, (_, i) => i));
    const items = Array.from({ length: shape.groups + chunks - 1 }, (_, i) => i + 1);
    expect(items.filter((item) => shape.child[shape.up[item]!] !== item || Math.floor(shape.up[item]! / 8) >= Math.min(item, shape.groups))).toEqual([]);
    expect(shape.child.filter((child, word) => word < shape.pairs * 8 && word % 8 > 1 && child !== 0)).toHaveLength(0);
  }), { numRuns: 50 });
});

test('few chunks are two nodes', () => {
  expect(shapeOf(12)).toMatchObject({ pairs: 1, groups: 3 });
  expect(shapeOf(1)).toMatchObject({ pairs: 1, groups: 1 });
});
