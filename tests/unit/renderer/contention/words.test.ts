import { expect, it } from 'vitest';
import { lockName, withVmas } from '../../../../renderer/contention/words.ts';
import type { AddressSpace, Vma } from '../../../../shared/inspect/address-space.ts';

const free = { held: null, count: 0, holders: [] };
const vma = (address: number, start: number, end: number): Vma => ({ name: `vma ${address}`, address, start, end, flags: 0, lockSeq: 0, lock: free, detached: false });
const spaces: AddressSpace[] = [{ name: 'mm_struct #0', address: 0x100, lockSeq: 0, mmapLock: free, waiters: false, outside: [vma(0x400, 0x20000, 0x24000)], vmas: [vma(0x200, 0x10000, 0x14000), vma(0x300, 0x14000, 0x18000)] }];

it('a lock is found by the name that it is shown by', () => {
  const name = lockName({ category: 'vma_lock.wait', object: 0x300 }, spaces);
  expect(name).toBe('vma_lock 0x14000–0x18000');
  expect(withVmas(name, spaces)).toBe('vma_lock 0x14000–0x18000|0x300');
  expect(withVmas(lockName({ category: 'vma_lock.wait', object: 0x400 }, spaces), spaces)).toBe('vma_lock 0x20000–0x24000|0x400');
  expect(withVmas(lockName({ category: 'mmap_lock.wait', object: 0x100 }, spaces), spaces)).toBe('mmap_lock 0x100');
});

it('an address stands for the VMA that it is in, too; what is no range of one stays as it is', () => {
  expect(withVmas('fault 0x13fff', spaces)).toBe('fault 0x13fff|0x200');
  expect(withVmas('0x14000', spaces)).toBe('0x14000|0x300');
  expect(withVmas('0x10000-0x18000 0x18000 page_fault', spaces)).toBe('0x10000-0x18000 0x18000 page_fault');
});
