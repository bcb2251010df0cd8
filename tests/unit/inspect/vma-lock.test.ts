import { describe, expect, it } from 'vitest';
import { addressSpaces } from '../../../shared/inspect/address-space.ts';
import { holdText } from '../../../shared/inspect/holders.ts';
import { locksOf } from '../../../shared/inspect/locks.ts';
import type { Memory } from '../../../shared/inspect/memory.ts';
import { toldOf } from '../../../shared/inspect/told.ts';
import { refcountText } from '../../../shared/inspect/vma-lock.ts';
import { PlayedByHand } from './played.ts';

const scenario = (protocol: string) => `scenario({ title: 'Looked at', protocol: '${protocol}', config: { VMA_FREE_BATCH: 0, RWSEM_SPIN_ON_OWNER: false } });
let mm: mm_struct;
setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ | VM_WRITE); page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });
thread('fault', () => { page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });
thread('munmap', () => { munmap(mm, 0x1000, 0x1000); });
teardown(() => { mmput(mm); });
`;
const space = (memory: Memory) => addressSpaces(memory, toldOf(memory, null))[0]!;
const vma = (memory: Memory) => space(memory).vmas[0];
/** The lock of the VMA, as the list of all locks has it. */
const listed = (memory: Memory) => {
  const lock = locksOf(memory, toldOf(memory, null)).find(({ name }) => name.endsWith('of VMA 0x1000–0x2000'))!;
  return { name: lock.name.split(' ')[0], text: lock.text, by: holdText(memory, lock), waiters: lock.waiters };
};

describe('the lock of a VMA', () => {
  it.each(['v1-rwsem-rcu', 'v1-41of41', '6.4-6.13', '6.4-own-line', '6.15-refcnt'])('is seen in %s: free, read, marked, detached', (protocol) => {
    const played = new PlayedByHand(scenario(protocol));
    expect(vma(played.memory())).toMatchObject({ lock: { held: null, count: 0 } });
    played.until('fault', (m) => vma(m)!.lock.held === 'read');
    played.until('fault', (m) => vma(m)!.lock.held === null);
    played.until('munmap', (m) => vma(m)!.lock.held === 'write');
    const memory = played.until('munmap', (m) => vma(m) === undefined);
    // Erased from the tree, whether it has been given up already or not.
    expect(space(memory).outside).toMatchObject([{ start: 0x1000 }]);
    expect(space(played.until('munmap', (m) => space(m).outside[0]!.detached)).outside).toMatchObject([{ start: 0x1000 }]);
  });

  it.each([
    ['v1-rwsem-rcu', 'vm_lock', '1 reader', 'write-locked; WRITER_LOCKED'],
    ['v1-41of41', 'vm_lock', '1 reader', 'write-locked; a writer'],
    ['6.4-6.13', 'vm_lock', '1 reader', 'write-locked; WRITER_LOCKED'],
    ['6.15-refcnt', 'vm_refcnt', 'attached, 2 readers, a writer shuts readers out', 'write-locked; attached, a writer shuts readers out'],
  ])('is among all locks in %s, with who holds it and who waits for it', (protocol, name, waitedFor, marked) => {
    const played = new PlayedByHand(scenario(protocol).replace("thread('fault'", "thread('other', () => { page_fault(mm, 0x1000, 0); });\nthread('fault'"));
    const reading = (m: Memory, who: string): boolean => toldOf(m, null).by('vma_lock.read', vma(m)!.address).some((thread) => m.threadName(thread) === who);
    played.until('fault', (m) => reading(m, 'fault'));
    if (name === 'vm_refcnt') played.until('other', (m) => reading(m, 'other'));
    const waits = played.until('munmap', (m) => listed(m).waiters.length > 0);
    expect(listed(waits)).toEqual({ name, text: waitedFor, by: name === 'vm_refcnt' ? 'other, fault' : 'fault', waiters: ['munmap (write)'] });
    played.until('fault', (m) => !reading(m, 'fault') && vma(m)!.lock.count < (name === 'vm_refcnt' ? 2 : 1));
    if (name === 'vm_refcnt') played.until('other', (m) => vma(m)!.lock.count === 0);
    const writer = played.until('munmap', (m) => vma(m)!.lock.held === 'write');
    expect(listed(writer)).toEqual({ name, text: marked, by: 'munmap', waiters: [] });
  });

  it('is known to be held beside another by one thread', () => {
    const played = new PlayedByHand(`scenario({ title: 'two' });
      let mm: mm_struct; let a: vm_area_struct; let b: vm_area_struct;
      setup(() => {
        mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ); mmap(mm, 0x4000, 0x1000, VM_READ);
        a = vma_lookup(mm, 0x1000); b = vma_lookup(mm, 0x4000);
      });
      thread('move', () => { if (vma_read_trylock(a) && vma_read_trylock(b)) { vma_read_unlock(a); vma_read_unlock(b); } });`);
    const held = (m: Memory): number => m.objects('vm_area_struct').filter(({ address }) => toldOf(m, null).by('vma_lock.read', address).length > 0).length;
    for (const many of [1, 2, 1, 0]) played.until('move', (m) => held(m) === many);
  });

  it('is none in mmap-lock-only', () => {
    expect(vma(new PlayedByHand(scenario('mmap-lock-only')).memory())).toMatchObject({ lock: { held: null, count: 0 } });
  });

  it('as a count, in words', () => {
    expect([0, 1, 3, 0x40000001, 0x40000000].map(refcountText)).toEqual([
      'detached', 'attached', 'attached, 2 readers', 'attached, a writer shuts readers out', 'detached, a writer shuts readers out',
    ]);
  });
});
