/** The lock of a VMA: I1, I6, I11 and L2 of the semaphore. */
import { lockAlone } from '../explored.ts';
import { MARKED_UNLOCKED, NO_LATE_CHECK, PAST_WAITERS } from '../overrides.ts';
import { alone, beside, writing, type Case } from './case.ts';

const NOT_COUNTED = 'override(vma_read_trylock, (vma: vm_area_struct): boolean => true);';
const REFUSED_BUT_COUNTED = `override(vma_read_trylock, (vma: vm_area_struct): boolean => {
  down_read_trylock(vma.vm_lock);
  return false;
});`;
const NOT_RELEASED = 'override(vma_read_unlock, (vma: vm_area_struct) => {});';
export const WAITS_FOR_EVER = 'while (READ_ONCE(vma.vm_lock_seq) !== 77) cpu_relax();';
/** The reader is in, and stays until the writer has marked the VMA. */
export const MARKED_WHILE_READ = beside({
  reader: 'rcu_read_lock(); const got = vma_read_trylock(vma); rcu_read_unlock(); seen = true; wait_until(() => done); if (got) vma_read_unlock(vma);',
  writer: `wait_until(() => seen); ${writing('vma_write_lock(vma); done = true;')}`,
}, 'let seen: boolean; let done: boolean;');

/** A reader who has one VMA takes another and lets go of it, and keeps the first until `body` is done. */
const holdsTwo = (body: string): string => `
  rcu_read_lock(); const got = vma_read_trylock(vma); const both = vma_read_trylock(next); rcu_read_unlock();
  if (both) { if (next.vm_flags === 0) cpu_relax(); vma_read_unlock(next); }
  ${body}
  if (got) { if (vma.vm_flags === 0) cpu_relax(); vma_read_unlock(vma); }`;
const twoVmas = (reader: string, writer: string): string =>
  beside({ reader, writer }, 'let seen: boolean; let done: boolean; let next: vm_area_struct;')
    .replace('vma = vma_lookup', 'mmap(mm, 0x4000, 0x1000, VM_READ); next = vma_lookup(mm, 0x4000); vma = vma_lookup');
/** That a task may hold two VMAs for read, and is known to hold both. */
export const twoHeld = (markedUnlocked: string, protocol?: string): Case[] => [
  ...['I1', 'I2', 'I6'].map((property): Case => ({
    violates: null, property, protocol, what: 'a reader holds two VMAs', parts: [],
    text: twoVmas(holdsTwo(''), writing('vma_write_lock(next); next.vm_flags = VM_WRITE; vma_write_lock(vma); vma.vm_flags = VM_READ;')),
  })),
  {
    violates: 'I1', property: 'I1', protocol, what: 'a writer does not wait for who has held another VMA, too', parts: [],
    text: twoVmas(holdsTwo('seen = true; wait_until(() => done);'), `wait_until(() => seen); ${writing('vma_write_lock(vma); done = true;')}`) + markedUnlocked,
  },
];

export const LOCK: Case[] = [
  ...twoHeld(MARKED_UNLOCKED),
  { violates: 'I1', property: 'I1', what: 'a reader gets in beside a writer', text: lockAlone(1) + NO_LATE_CHECK, parts: ['exclusion: nobody_writes(vma)', 'exclusion: !ghost_marked_by_another(vma)'] },
  { violates: 'I1', property: 'I1', what: 'a writer does not wait for a reader', text: MARKED_WHILE_READ + MARKED_UNLOCKED, parts: ['exclusion: nobody_reads(vma)', 'exclusion: !ghost_read_by_another(vma)'] },
  { violates: 'I6', property: 'I6', what: 'a reader who gets in is not counted', text: alone('if (vma_read_trylock(vma)) { down_read_trylock(vma.vm_lock); vma_read_unlock(vma); }', NOT_COUNTED), parts: ['counts: counted >= held'] },
  { violates: 'I6', property: 'I6', what: 'a reader who is refused stays counted', text: alone('vma_read_trylock(vma);', REFUSED_BUT_COUNTED), parts: ['counts: count_is_right(got, vma)', 'counts: counted <= held + passing_readers(vma)'] },
  { violates: 'I6', property: 'I6', what: 'one who has not got in leaves', text: alone('down_read_trylock(vma.vm_lock); vma_read_unlock(vma);'), parts: ['counts: is_leaving(vma)', 'counts: ghost_read_by(t, vma)'] },
  { violates: 'I6', property: 'I6', what: 'a reader who leaves is not counted any more', text: alone('if (vma_read_trylock(vma)) { up_read(vma.vm_lock); vma_read_unlock(vma); }', NOT_RELEASED), parts: ['counts: counted_readers(vma) >= ghost_readers(vma)'] },
  { violates: 'I6', property: 'I6', what: 'a VMA is freed while it is held', text: alone('const part = vm_area_alloc(mm); vma_read_trylock(part); vm_area_free(part);'), parts: ['counts: ghost_readers(vma) === 0'] },
  { violates: 'I11', property: 'I11', what: 'marks are dropped without mmap_lock', text: alone('mm.mm_lock_seq = 5;'), parts: ['seq_ownership: atomic_read(mm.mm_users) === 0 || rwsem_is_write_owned(mm.mmap_lock)'] },
  { violates: 'I11', property: 'I11', what: 'marked without mmap_lock', text: alone('if (rwsem_write_trylock(vma.vm_lock)) { vma.vm_lock_seq = 5; up_write(vma.vm_lock); }'), parts: ['seq_ownership: rwsem_is_write_owned(vma.vm_mm.mmap_lock)'] },
  { violates: 'I11', property: 'I11', what: 'marked without its lock', text: alone(writing('vma_write_lock(vma);'), MARKED_UNLOCKED), parts: ['seq_ownership: readers_shut_out(vma)'] },
  { violates: 'L2', property: 'L2', what: 'readers pass a waiting writer', text: lockAlone(2) + PAST_WAITERS, parts: ['draining: ghost_present[t] < 0 || readers <= ghost_present[t]'] },
  { violates: 'L2', property: 'L2', what: 'a writer waits for ever', text: alone('vma_write_lock_wait(vma);', `override(vma_write_lock_wait, (vma: vm_area_struct) => { ${WAITS_FOR_EVER} });`), liveness: true, parts: ["draining: starvation('L2', vma_write_lock_wait)"] },
];
