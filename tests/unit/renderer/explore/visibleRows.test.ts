import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scrollTo, visibleRows } from '../../../../renderer/explore/visibleRows.ts';

describe('rows near the eye', () => {
  it('are few among thousands', () => {
    expect(visibleRows({ top: 20_000, height: 200 }, 20, 2000, 3)).toEqual({ from: 997, to: 1013 });
    expect(visibleRows({ top: 0, height: 200 }, 20, 4, 3)).toEqual({ from: 0, to: 4 });
    expect(visibleRows({ top: 0, height: 0 }, 20, 0, 3)).toEqual({ from: 0, to: 0 });
  });

  it('are all that can be seen, wherever one scrolls', () => {
    fc.assert(
      fc.property(fc.nat(50_000), fc.nat(800), fc.integer({ min: 1, max: 60 }), fc.nat(3000), fc.nat(20), (top, height, rowHeight, count, beyond) => {
        const { from, to } = visibleRows({ top, height }, rowHeight, count, beyond);
        expect(from).toBeGreaterThanOrEqual(0);
        expect(to).toBeLessThanOrEqual(count);
        expect(to - from).toBeLessThanOrEqual(Math.ceil(height / rowHeight) + 1 + 2 * beyond);
        for (let row = 0; row < count; row++) {
          const seen = (row + 1) * rowHeight > top && row * rowHeight < top + height;
          if (seen && !(row >= from && row < to)) throw new Error(`row ${row} is not drawn`);
        }
      }),
    );
  });

  it('a row is brought into sight with those around it, by scrolling no more than that takes', () => {
    const to = (row: number, height = 200): number => scrollTo(row, { top: 100, height }, 20, 18);
    expect([4, 2, 1, 0].map((row) => to(row))).toEqual([40, 0, 0, 0]);
    expect([15, 16, 17].map((row) => to(row))).toEqual([160, 160, 160]);
    // Where there is room for few, the row itself comes first.
    expect([0, 4, 9].map((row) => to(row, 30))).toEqual([0, 80, 170]);
  });

  it('a row that is in sight stays where it is', () => {
    expect([5, 9, 14].map((row) => scrollTo(row, { top: 100, height: 200 }, 20, 18))).toEqual([100, 100, 100]);
  });
});
