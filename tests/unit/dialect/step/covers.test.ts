import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wordsOver } from '../../../../shared/dialect/step/covers.ts';
import { shapeOf, type Shape } from '../../../../shared/dialect/step/shape.ts';

/** The chunks below a reference. */
function below({ child, groups }: Shape, word: number): number[] {
  const item = child[word]!;
  if (item === 0) return [];
  if (item >= groups) return [item - groups];
  return Array.from({ length: 8 }, (_, i) => i).flatMap((i) => below({ child, groups } as Shape, item * 8 + i));
}

test('the references over a part stand for it, for nothing else, and for nothing twice', () => {
  fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 70 }), { minLength: 1, maxLength: 9 }), fc.nat(), (sizes, n) => {
    let at = 0;
    const parts = sizes.map((size) => Array.from({ length: size }, () => at++));
    fc.pre(at > 1);
    const shape = shapeOf(parts);
    const part = parts[n % parts.length]!;
    expect(wordsOver(shape, new Set(part)).flatMap((word) => below(shape, word)).toSorted((a, b) => a - b)).toEqual(part);
  }));
});
