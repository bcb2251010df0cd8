/** An address space of more VMAs than a node of the tree has slots, with pages whose tables lie apart. */
import { beforeAll, describe, expect, it } from 'vitest';
import { addressSpaces, type AddressSpace } from '../../../shared/inspect/address-space.ts';
import { mapleTree } from '../../../shared/inspect/maple.ts';
import type { Memory } from '../../../shared/inspect/memory.ts';
import { presentPages } from '../../../shared/inspect/pages.ts';
import { toldOf } from '../../../shared/inspect/told.ts';
import { PlayedByHand } from './played.ts';

const SCENARIO = `scenario({ title: 'Large', protocol: 'v1-rwsem-rcu' });
let mm: mm_struct;
setup(() => {
  mm = mm_alloc();
  for (let i = 1; i <= 20; i++) mmap(mm, i * 0x4000, 0x1000, VM_READ | VM_WRITE);
  mmap(mm, 0x7abcd000, 0x2000, VM_READ);
  page_fault(mm, 0x7abce000, 0);
  page_fault(mm, 0x4000, FAULT_FLAG_WRITE);
});
thread('t', () => { cpu_relax(); });
`;
const RANGES = [...Array.from({ length: 20 }, (_, i) => [(i + 1) * 0x4000, (i + 1) * 0x4000 + 0xfff]), [0x7abcd000, 0x7abcefff]];

describe('a large address space', () => {
  let memory: Memory;
  let space: AddressSpace;
  beforeAll(() => {
    memory = new PlayedByHand(SCENARIO, 64).memory();
    [space] = addressSpaces(memory, toldOf(memory, null)) as [AddressSpace];
  });

  it('has a tree of two levels, of which the upper one says where each leaf ends', () => {
    const { level, slots } = mapleTree(memory, space.address)!;
    expect([level, slots.length > 1]).toEqual([1, true]);
    expect(slots.flatMap(({ child }) => child!.slots.map(({ first, last }) => [first, last]))).toEqual(RANGES);
    for (const { first, last, child, entry } of slots) {
      expect({ first, entry, level: child!.level }).toEqual({ first: null, entry: null, level: 0 });
      expect(last).toBeGreaterThanOrEqual(child!.slots.at(-1)!.last);
    }
  });

  it('has all VMAs that the leaves lead to, and none outside', () => {
    expect(space.vmas.map(({ start, end }) => [start, end - 1])).toEqual(RANGES);
    expect(space.outside).toEqual([]);
  });

  it('has its pages at their addresses', () => {
    expect(presentPages(memory, space.address).map(({ address, writable }) => [address, writable])).toEqual([[0x4000, true], [0x7abce000, false]]);
  });
});
