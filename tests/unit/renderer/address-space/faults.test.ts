import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { playedFaults, tracedFaults } from '../../../../renderer/address-space/faults.ts';
import { heightOf, markPlace, namePlaces } from '../../../../renderer/address-space/placeFaults.ts';
import { placeVmas } from '../../../../renderer/address-space/placeVmas.ts';
import type { ThreadState } from '../../../../shared/replay/state.ts';

const standing: Omit<ThreadState, 'thread' | 'faults'> = { status: 'ready', site: -1, next: null, choices: 0, ways: [], waits: null };

describe('faults', () => {
  it('have their marks where all of them can be seen', () => {
    expect([0, 1, 50, 99].map((y) => markPlace(y, 100))).toEqual([4, 4, 50, 96]);
  });

  it('of a schedule are those of the address space, and those of which it is not known', () => {
    const threads: ThreadState[] = [
      { ...standing, thread: 1, faults: { address: 0x1000, mm: 64 } },
      { ...standing, thread: 2, faults: { address: 0x2000, mm: 128 } },
      { ...standing, thread: 3, faults: { address: 0x3000, mm: null } },
      { ...standing, thread: 4, faults: null },
    ];
    expect(playedFaults({ threads }, 64)).toEqual([{ thread: 1, address: 0x1000, now: true }, { thread: 3, address: 0x3000, now: true }]);
  });

  it('of a session are those under way, and those since the sample before, each once', () => {
    expect(tracedFaults([
      { open: [], faults: [] },
      { open: [{ category: 'fault', object: 0x1000 }, { category: 'vma_lock.read', object: 7 }], faults: [0x3000, 0x3000, 0x1000] },
      { open: [{ category: 'mmap_lock.write', object: 9 }], faults: [0x5000] },
    ])).toEqual([{ thread: 1, address: 0x3000, now: false }, { thread: 2, address: 0x5000, now: false }, { thread: 1, address: 0x1000, now: true }]);
  });
});

describe('a fault in the picture', () => {
  it('is at the height of its address; where nothing is mapped, between the VMAs around it', () => {
    const placed = placeVmas([{ start: 0x1000, end: 0x3000 }, { start: 0x9000, end: 0xb000 }], 94);
    expect(placed.map(({ top, height }) => [top, height])).toEqual([[0, 40], [40, 14], [54, 40]]);
    expect([0, 0x1000, 0x2000, 0x3000, 0x8000, 0xa000, 0xb000].map((address) => heightOf(placed, address))).toEqual([0, 0, 20, 47, 47, 74, 94]);
    expect(heightOf([], 0x1000)).toBe(0);
  });

  it('has its name beside it, on no other name', () => {
    expect(namePlaces([50, 52, 10], 200)).toEqual([50, 62, 10]);
    expect(namePlaces([95, 96], 100)).toEqual([82, 94]);
    fc.assert(fc.property(fc.array(fc.nat(300), { maxLength: 20 }), (ys) => {
      const places = namePlaces(ys, 300);
      const order = ys.map((_, i) => i).sort((a, b) => ys[a]! - ys[b]!);
      order.slice(1).forEach((i, n) => expect(places[i]! - places[order[n]!]!).toBeGreaterThanOrEqual(12));
      for (const y of places) {
        expect(y).toBeGreaterThanOrEqual(6);
        expect(y).toBeLessThanOrEqual(294);
      }
    }));
  });
});
