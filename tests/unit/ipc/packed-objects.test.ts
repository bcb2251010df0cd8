import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { packedSample } from '../../../shared/ipc/session.ts';
import { packObjects, unpackObjects } from '../../../shared/ipc/packed-objects.ts';

const word = fc.integer({ min: 0, max: 0xffff_ffff });
const object = fc.record(
  { struct: fc.constantFrom('vm_area_struct', 'maple_node', 'pgtable'), address: word, words: fc.array(word, { maxLength: 20 }).map((words) => Uint32Array.from(words)), thread: fc.nat(255) },
  { requiredKeys: ['struct', 'address', 'words'] },
);

describe('packed objects', () => {
  it('are what was packed', () => {
    fc.assert(fc.property(fc.array(object), (objects) => {
      // As they are once they have crossed.
      expect(unpackObjects(structuredClone(packObjects(objects)))).toEqual(objects);
    }));
  });

  it('are refused where they are none', () => {
    const { structs, words } = packObjects([{ struct: 'mm_struct', address: 64, words: Uint32Array.of(1, 2, 3) }, { struct: 'vma_lock', address: 128, words: new Uint32Array(0), thread: 0 }]);
    expect(unpackObjects({ structs, words })).toHaveLength(2);
    for (let length = 1; length < words.length; length++) {
      if (length !== 7) expect(unpackObjects({ structs, words: words.slice(0, length) }), `${length} words`).toBeNull();
    }
    expect(unpackObjects({ structs: ['mm_struct'], words })).toBeNull();

    const sample = { time: 0, phase: 'running', threads: [], counters: [], histograms: [], objects: [], globals: [], heap: { used: 0, size: 0, failures: 0 } };
    expect(packedSample.parse({ ...sample, snapshot: { structs, words } }).snapshot).toHaveLength(2);
    expect(packedSample.safeParse({ ...sample, snapshot: { structs, words: words.slice(1) } }).error?.issues).toMatchObject([{ path: ['snapshot'], message: 'must be packed objects' }]);
  });
});
