import { expect, it } from 'vitest';
import { sampledMemory } from '../../../../renderer/inspect/sampled.ts';
import { firstRegion } from '../../../../renderer/inspect/regionList.ts';
import { meta, sample } from '../../recording/sample.ts';

it('calls objects of a running session by their address, and what lies on a stack by its thread; an address space is seen first', () => {
  const words = Uint32Array.of(7);
  const struct = { ...meta.session.structs[0]!, name: 'mm_struct' };
  const memory = sampledMemory({ ...meta.session, structs: [...meta.session.structs, struct] }, {
    ...sample(1), snapshot: [{ struct: 'mm', address: 0x4000, words, thread: 1 }, { struct: 'mm', address: 0x10000, words }, { struct: 'mm_struct', address: 0x20000, words }],
  });
  expect(memory.regions.filter(({ global }) => !global).map(({ name }) => name)).toEqual(["t's mm", 'mm 0x10000', 'mm_struct 0x20000']);
  expect(firstRegion(memory)!.name).toBe('mm_struct 0x20000');
});
