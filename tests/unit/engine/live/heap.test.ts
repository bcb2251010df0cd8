import { describe, expect, it } from 'vitest';
import { addressName } from '../../../../electron/engine/live/address-names';
import { Heap } from '../../../../electron/engine/live/heap';
import { CONTROL, GRANULE, NULL_END, POISON, SHADOW, type LiveLayout } from '../../../../shared/dialect/live/abi';
import type { LiveImage } from '../../../../shared/dialect/live/image';
import type { StructLayout } from '../../../../shared/dialect/layout';

const word = { kind: 'int' } as const;
const structs = new Map<string, StructLayout>([
  ['small', { name: 'small', size: 8, align: 4, fields: [{ name: 'n', offset: 0, size: 4, type: word }] }],
  ['large', { name: 'large', size: 130, align: 4, fields: [{ name: 'first', offset: 0, size: 4, type: word }, { name: 'far', offset: 128, size: 4, type: word }] }],
]);
const heapBase = 2 << 20;
const layout = {
  shadowBase: NULL_END + 65536, heapBase, heapEnd: heapBase + 4096, structNames: ['large', 'small'], globals: {}, localSlots: [], threadCount: 0, threadStride: 0,
} as unknown as LiveLayout;
const image = { layout, program: { structs, globals: [], locals: [] } } as unknown as LiveImage;

/** Indices of the structs. */
const [LARGE, SMALL] = [0, 1];

/** A heap with objects laid side by side, as the allocator does; what is wild has been given out, and is of no struct yet. */
function heapOf(...objects: [struct: number, state: number][]): { heap: Heap; words: Int32Array } {
  const buffer = new SharedArrayBuffer(heapBase + 4096);
  const words = new Int32Array(buffer);
  let at = heapBase;
  for (const [struct, state] of objects) {
    for (let granule = 0; granule < (struct === SMALL ? 1 : 3); granule++, at += GRANULE) {
      words[layout.shadowBase / 4 + at / GRANULE] = state === SHADOW.wild ? 0 : state | (5 << 2) | (granule > 0 ? 0x200 : 0) | (77 << 10) | (struct << 26);
    }
  }
  words[CONTROL.heapNext / 4] = at;
  return { heap: new Heap(buffer, layout, structs), words };
}

describe('the heap, by its shadow', () => {
  const { allocated, freed, wild } = SHADOW;
  const { heap } = heapOf([SMALL, allocated], [LARGE, allocated], [LARGE, allocated], [SMALL, freed], [LARGE, freed], [SMALL, allocated]);

  it('counts live objects by struct', () => {
    expect(heap.counts()).toEqual([{ struct: 'large', count: 2 }, { struct: 'small', count: 2 }]);
  });

  it('visits each object once, at its first byte', () => {
    const addresses: number[] = [];
    heap.forEach((_struct, address) => addresses.push((address - heapBase) / GRANULE));
    expect(addresses).toEqual([0, 1, 4, 11]);
  });

  it('finds the object that a byte belongs to, freed ones too', () => {
    expect(heap.objectAt(heapBase + 6 * GRANULE + 10)).toMatchObject({ struct: 'large', address: heapBase + 4 * GRANULE });
    expect(heap.objectAt(heapBase + 7 * GRANULE)).toMatchObject({ struct: 'small' });
    expect(heap.objectAt(heapBase + 12 * GRANULE)).toBeUndefined();
    expect(heap.objectAt(100)).toBeUndefined();
  });

  it('goes on behind what is of no object yet', () => {
    const gap = heapOf([SMALL, wild], [SMALL, allocated], [SMALL, wild], [LARGE, allocated]);
    expect(gap.heap.counts()).toEqual([{ struct: 'large', count: 1 }, { struct: 'small', count: 1 }]);
    expect([0, 1, 2, 3, 5].map((granule) => gap.heap.objectAt(heapBase + granule * GRANULE)?.struct)).toEqual([undefined, 'small', undefined, 'large', 'large']);
    expect(heapOf([SMALL, allocated]).heap.counts()).toEqual([{ struct: 'small', count: 1 }]);
  });

  it('knows what is allocated where an object begins, and nothing elsewhere', () => {
    expect([0, 1, 2, 7, 8, 11, 12].map((granule) => heap.structAt(heapBase + granule * GRANULE))).toEqual(['small', 'large', undefined, undefined, undefined, 'small', undefined]);
    expect([heapBase + 4, heapBase - GRANULE].map((address) => heap.structAt(address))).toEqual([undefined, undefined]);
  });

  it('has nothing outside of what was given out, whatever the shadow says there', () => {
    const inside = heapOf([SMALL, allocated]);
    for (const granule of [-1, 1]) {
      inside.words[layout.shadowBase / 4 + heapBase / GRANULE + granule] = allocated | (SMALL << 26);
      const address = heapBase + granule * GRANULE;
      expect([inside.heap.structAt(address), inside.heap.objectAt(address)]).toEqual([undefined, undefined]);
    }
    expect(inside.heap.counts()).toEqual([{ struct: 'small', count: 1 }]);
  });

  it('says where it was full first', () => {
    const full = heapOf([SMALL, allocated]);
    full.words[CONTROL.allocFailure / 4] = 77;
    expect(full.heap.fullAt).toBe(-1);
    full.words[CONTROL.allocFailures / 4] = 2;
    full.words[CONTROL.heapNext / 4] = heapBase + 8192;
    expect([full.heap.fullAt, full.heap.usage()]).toEqual([77, { used: 4096, size: 4096, failures: 2 }]);
  });

  it('finds freed objects that are damaged, and where first', () => {
    const objects = heapOf([SMALL, freed], [LARGE, allocated], [LARGE, freed], [LARGE, freed]);
    const poison = (from: number, to: number) => objects.words.fill(POISON, (heapBase + from * GRANULE) / 4, (heapBase + to * GRANULE) / 4);
    poison(0, 1);
    poison(4, 10);
    expect(objects.heap.damaged()).toEqual([]);
    for (const byte of [7 * GRANULE + 132, 7 * GRANULE + 160]) objects.words[(heapBase + byte) / 4] = 0;
    expect(objects.heap.damaged().map(({ address }) => address - heapBase)).toEqual([7 * GRANULE + 132]);
    objects.words[(heapBase + 4 * GRANULE) / 4] = 0;
    expect(objects.heap.damaged().map(({ address }) => address - heapBase)).toEqual([4 * GRANULE, 7 * GRANULE + 132]);
  });

  it('knows what was written where nothing lies', () => {
    const { heap, words } = heapOf([SMALL, allocated]);
    expect(heap.writtenThroughNull()).toBe(-1);
    words[NULL_END / 4 - 1] = 1;
    expect(heap.writtenThroughNull()).toBe(NULL_END - 4);
    words[2] = 1;
    expect(heap.writtenThroughNull()).toBe(8);
  });

  it('names addresses by struct and field', () => {
    expect(addressName(image, heap, heapBase + 4 * GRANULE + 128)).toBe('large.far (object at 0x200100)');
    expect(addressName(image, heap, 0x20)).toBe('0x20');
  });

  it('says how much is used', () => {
    expect(heap.usage()).toEqual({ used: 12 * GRANULE, size: 4096, failures: 0 });
  });
});
