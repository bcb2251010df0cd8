import { describe, expect, it } from 'vitest';
import { addressSpaces } from '../../../shared/inspect/address-space.ts';
import type { Memory } from '../../../shared/inspect/memory.ts';
import { refcountText } from '../../../shared/inspect/vma-lock.ts';
import { PlayedByHand } from './played.ts';

const scenario = (protocol: string) => `scenario({ title: 'Looked at', protocol: '${protocol}', config: { VMA_FREE_BATCH: 0, RWSEM_SPIN_ON_OWNER: false } });
let mm: mm_struct;
setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ | VM_WRITE); page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });
thread('fault', () => { page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });
thread('munmap', () => { munmap(mm, 0x1000, 0x1000); });
teardown(() => { mmput(mm); });
`;
const vma = (memory: Memory) => addressSpaces(memory)[0]!.vmas[0];

describe('the lock of a VMA', () => {
  it.each(['v1-41of41', '6.4-6.13', '6.4-own-line', '6.15-refcnt'])('is seen in %s: free, read, marked, detached', (protocol) => {
    const played = new PlayedByHand(scenario(protocol));
    expect(vma(played.memory())).toMatchObject({ lock: { readers: 0 }, writeLocked: false });
    played.until('fault', (m) => vma(m)!.lock.readers === 1);
    played.until('fault', (m) => vma(m)!.lock.readers === 0);
    played.until('munmap', (m) => vma(m)!.writeLocked);
    const memory = played.until('munmap', (m) => vma(m) === undefined);
    expect(addressSpaces(memory)[0]!.detached).toMatchObject([{ start: 0x1000, lock: { readers: 0 } }]);
  });

  it('is none in mmap-lock-only', () => {
    expect(vma(new PlayedByHand(scenario('mmap-lock-only')).memory())).toMatchObject({ lock: { readers: 0 }, writeLocked: false });
  });

  it('as a count, in words', () => {
    expect([0, 1, 3, 0x40000001, 0x40000000].map(refcountText)).toEqual([
      'detached', 'attached', 'attached, 2 readers', 'attached, a writer shuts readers out', 'detached, a writer shuts readers out',
    ]);
  });
});
