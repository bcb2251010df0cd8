import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { placeAddresses } from '../../../../renderer/address-space/placeAddresses.ts';

const vma = (top: number, height: number) => ({ top, height });

describe('the addresses beside the picture', () => {
  it('are at the tops of VMAs that are high enough, and in the middle of lower ones', () => {
    expect(placeAddresses([vma(0, 40), vma(54, 10), vma(78, 10)], 200)).toEqual([10, 63, 87]);
  });

  it('do not lie on each other: those of high VMAs come first, then what there is room for', () => {
    expect(placeAddresses([vma(0, 3), vma(3, 40), vma(43, 4)], 200)).toEqual([null, 13, 49]);
    expect(placeAddresses([vma(0, 4), vma(4, 4), vma(8, 4), vma(12, 4)], 200)).toEqual([9, null, null, null]);
    expect(placeAddresses([vma(0, 40), vma(40, 4), vma(44, 40)], 200)).toEqual([10, null, 54]);
  });

  it('are within it, and a line apart', () => {
    fc.assert(fc.property(fc.array(fc.record({ gap: fc.nat(20), height: fc.integer({ min: 2, max: 40 }) }), { maxLength: 20 }), (sizes) => {
      let end = 0;
      const placed = sizes.map(({ gap, height }) => {
        const top = end + gap;
        end = top + height;
        return vma(top, height);
      });
      const height = Math.max(end, 20);
      const places = placeAddresses(placed, height).filter((y) => y !== null);
      places.slice(1).forEach((y, i) => expect(y - places[i]!).toBeGreaterThanOrEqual(11));
      for (const y of places) {
        expect(y).toBeGreaterThanOrEqual(9);
        expect(y).toBeLessThanOrEqual(height);
      }
      if (placed.length > 0) expect(places.length).toBeGreaterThan(0);
    }));
  });
});
