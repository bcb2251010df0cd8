import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeVmas } from '../../../../renderer/address-space/placeVmas.ts';

const vma = (start: number, end: number): { start: number; end: number } => ({ start, end });

describe('VMAs in the picture', () => {
  it('have heights to scale, small gaps too', () => {
    const placed = placeVmas([vma(0, 40), vma(50, 100)], 100);
    expect(placed.map(({ top, height }) => [top, height])).toEqual([[0, 40], [50, 50]]);
  });

  it('are not pressed together by a large gap: it is drawn as a break', () => {
    const placed = placeVmas([vma(0, 50), vma(1_000_000, 1_000_050)], 114);
    expect(placed).toEqual([
      { vma: vma(0, 50), size: 50, top: 0, height: 50 },
      { vma: null, size: 999_950, top: 50, height: 14 },
      { vma: vma(1_000_000, 1_000_050), size: 50, top: 64, height: 50 },
    ]);
  });

  it('have at least half of the height, however many breaks there are', () => {
    const many = [0, 1, 2, 3].map((i) => vma(i * 1_000_000, i * 1_000_000 + 10));
    expect(placeVmas(many, 60).map(({ top, height }) => [top, height])).toEqual([[0, 7.5], [7.5, 10], [17.5, 7.5], [25, 10], [35, 7.5], [42.5, 10], [52.5, 7.5]]);
  });

  it('never overlap, keep their order and can all be seen', () => {
    const ranges = fc.array(fc.tuple(fc.nat(1 << 20), fc.integer({ min: 1, max: 1 << 20 })), { maxLength: 40 }).map((parts) => {
      let at = 0;
      return parts.map(([gap, size]) => vma((at += gap), (at += size)));
    });
    fc.assert(
      fc.property(ranges, fc.integer({ min: 20, max: 1000 }), (vmas, height) => {
        const placed = placeVmas(vmas, height);
        expect(placed.filter(({ vma: each }) => each).map(({ vma: each }) => each)).toEqual(vmas);
        let bottom = 0;
        for (const { top, height: high } of placed) {
          expect(top).toBeGreaterThanOrEqual(bottom - 1e-6);
          expect(high).toBeGreaterThanOrEqual(2);
          bottom = top + high;
        }
      }),
    );
  });

  it('may be none', () => expect(placeVmas([], 100)).toEqual([]));
});
