/** What the variants say in words of their own: I1, I6, I11, I13 and L2 of `6.15-refcnt`, I6, I11 and L2 of `v1-41of41`. */
import { lockAlone } from '../explored.ts';
import { alone, beside, writing, type Case } from './case.ts';
import { MARKED_WHILE_READ, twoHeld, WAITS_FOR_EVER } from './lock.ts';

const COUNT = '6.15-refcnt';
const FLAG = '6.4-6.13';
const ERASES = 'mtree_store_range(mm.mm_mt, 0x1000, 0x2fff, NULL);';
const QUEUE = 'v1-41of41';

const NO_LATE_CHECK = `override(vma_start_read, (mm: mm_struct, vma: vm_area_struct): int => {
  if (READ_ONCE(vma.vm_lock_seq) === READ_ONCE(mm.mm_lock_seq)) return -EBUSY;
  const refcnt = refcount_inc_not_zero_limited_acquire(vma.vm_refcnt, VMA_REF_LIMIT);
  return refcnt === 0 || refcnt >= VMA_REF_LIMIT ? -EBUSY : 0;
});`;
const MARKED_UNLOCKED = 'override(vma_start_write, (vma: vm_area_struct) => { WRITE_ONCE(vma.vm_lock_seq, vma.vm_mm.mm_lock_seq); });';
const NOT_COUNTED = 'override(vma_start_read, (mm: mm_struct, vma: vm_area_struct): int => 0);';
const REFUSED_BUT_COUNTED = `override(vma_start_read, (mm: mm_struct, vma: vm_area_struct): int => {
  refcount_inc_not_zero_limited_acquire(vma.vm_refcnt, VMA_REF_LIMIT);
  return -EBUSY;
});`;
const NOT_RELEASED = 'override(vma_end_read, (vma: vm_area_struct) => {});';
const PAST_WRITERS = 'override(refcount_inc_not_zero_limited_acquire, (r: atomic_t, limit: int): int => atomic_inc_return(r) - 1);';
const INTO_DETACHED = `override(refcount_inc_not_zero_limited_acquire, (r: atomic_t, limit: int): int => {
  atomic_inc(r);
  return 1;
});`;

/** The reader has come in before the VMA was marked, and leaves while it is being detached. */
const DETACHED_WHILE_READ = beside({
  reader: 'const got = vma_start_read(mm, vma); seen = true; if (got === 0) vma_end_read(vma);',
  writer: `wait_until(() => seen); ${writing('WRITE_ONCE(vma.vm_lock_seq, mm.mm_lock_seq); vma_mark_detached(vma); vma_mark_attached(vma);')}`,
}, 'let seen: boolean;');
/** Never more than one of them is in. */
const ONE_AFTER_THE_OTHER = beside({
  first: 'const got = vma_start_read(mm, vma); seen = true; wait_until(() => atomic_read(vma.vm_refcnt) > VMA_LOCK_OFFSET); if (got === 0) vma_end_read(vma); left = true;',
  second: 'wait_until(() => left); if (vma_start_read(mm, vma) === 0) vma_end_read(vma);',
  writer: `wait_until(() => seen); ${writing('vma_start_write(vma);')}`,
}, 'let seen: boolean; let left: boolean;');
const NEW = 'const part = vm_area_alloc(mm); part.vm_start = 0x8000; part.vm_end = 0x9000; vma_write_lock(part);';
/** As I11 has it: a writer has, or nobody can. */
const NOT_ASSERTED = 'override(vma_assert_write_locked, (vma: vm_area_struct) => {});';
const ROGUE = 'atomic_inc(vma.vm_refcnt);';
/** What is made of functions that only count, by whoever makes it. */
const IN_AND_OUT = 'refcount_inc_not_zero_limited_acquire(vma.vm_refcnt, VMA_REF_LIMIT); vma_refcount_put(vma);';
const SHUT_AND_OPENED = 'refcount_add_not_zero(VMA_LOCK_OFFSET, vma.vm_refcnt); __vma_exit_locked(vma);';

/** After each of the lock's functions the count is nobody's to change. */
const afterwards = (fn: string, body: string): Case => ({
  violates: 'I13', property: 'I13', protocol: COUNT, what: `a count is changed by somebody else, after ${fn}`, text: alone(body), parts: [`${COUNT}/refcount: observe_return(${fn}, counting_ends)`],
});

const mayCount = (fn: string, text: string): Case => ({ violates: null, property: 'I13', protocol: COUNT, what: `the count is changed by ${fn}`, text, parts: [`${COUNT}/refcount: observe_call(${fn}, counting_begins)`] });

/** Where a VMA says itself that it is attached, the tree is to have it. */
const outside = (protocol: string): Case[] => [
  { violates: 'I10', property: 'I10', protocol, what: 'erased and still attached, at an unlock', text: alone(writing(ERASES)), parts: [`${FLAG}/detached: observe_call(mmap_write_unlock, none_attached_outside)`, `${FLAG}/detached: detached_or_in_tree(ghost_erased[t].vma[i])`, `${FLAG}/detached: vma === NULL || vma_is_detached(vma) || vma_is_attached(vma.vm_mm, vma)`] },
  { violates: 'I10', property: 'I10', protocol, what: 'erased and still attached, at a downgrade', text: alone(`mmap_write_lock(mm); ${ERASES} mmap_write_downgrade(mm); mmap_read_unlock(mm);`), parts: [`${FLAG}/detached: observe_call(mmap_write_downgrade, none_attached_outside)`] },
  { violates: 'I10', property: 'I10', protocol, what: 'attached, and not put into the tree', text: alone(writing(`${NEW} vma_mark_attached(part);`)), parts: [`${FLAG}/detached: detached_or_in_tree(ghost_marked[t].vma[i])`] },
  { violates: null, property: 'I10', protocol, what: 'erased, detached and freed', text: alone(writing(`vma_write_lock(vma); ${ERASES} vma_mark_detached(vma); unaccount_vma(mm, vma); vm_area_free(vma);`)), parts: [] },
];

/** A reader and a writer who know nothing of the names of the posted patch. */
const byMergedNames = (starts: string, reads: string, writes: string): string => beside({
  reader: `rcu_read_lock(); const got = ${starts}; rcu_read_unlock(); if (got) { ${reads} vma_end_read(vma); }`,
  writer: writing(`vma_start_write(vma); ${writes}`),
});
const READS_TWICE = 'const before = READ_ONCE(vma.vm_flags); const after = READ_ONCE(vma.vm_flags);';
const merged = (protocol: string, starts: string): Case[] => [
  { violates: null, property: 'I2', protocol, what: 'a write section and two reads, by the merged names', text: byMergedNames(starts, READS_TWICE, 'vma.vm_flags = VM_READ;'), parts: [] },
  { violates: null, property: 'I3', protocol, what: 'a change under a mark, by the merged name', text: byMergedNames(starts, '', 'vma.vm_flags = VM_READ;'), parts: [] },
  { violates: 'I1', property: 'I1', protocol, what: 'a writer does not wait for a reader, by the merged names', text: byMergedNames(starts, '', '') + MARKED_UNLOCKED, parts: [] },
];
const NO_LOOK = 'override(vma_start_read, (vma: vm_area_struct): boolean => down_read_trylock(vma.vm_lock.lock));';
const REFUSED_IN_FLAG = `override(vma_start_read, (vma: vm_area_struct): boolean => {
  down_read_trylock(vma.vm_lock.lock);
  return false;
});`;
const SECOND_THOUGHTS = `override(vma_read_trylock, (vma: vm_area_struct): boolean => {
  if (vma_start_read(vma)) up_read(vma.vm_lock.lock);
  return false;
});`;

export const VARIANTS: Case[] = [
  { violates: 'I1', property: 'I1', protocol: COUNT, what: 'a reader gets in beside a writer', text: lockAlone(1) + NO_LATE_CHECK, parts: [`${COUNT}/exclusion: !ghost_marked_by_another(vma)`] },
  { violates: 'I1', property: 'I1', protocol: COUNT, what: 'a writer does not wait for a reader', text: MARKED_WHILE_READ + MARKED_UNLOCKED, parts: [`${COUNT}/exclusion: !ghost_read_by_another(vma)`] },
  { violates: 'I1', property: 'I1', protocol: COUNT, what: 'a writer does not wait for a reader, by the posted name', text: MARKED_WHILE_READ + MARKED_UNLOCKED.replace('vma_start_write', 'vma_write_lock'), parts: [`${COUNT}/exclusion: nobody_reads(vma)`] },
  { violates: 'I6', property: 'I6', protocol: COUNT, what: 'a reader who gets in is not counted', text: alone('if (vma_start_read(mm, vma) === 0) { atomic_inc(vma.vm_refcnt); vma_end_read(vma); }', NOT_COUNTED), parts: [`${COUNT}/counts: counted >= (held > 0 ? held + 1 : 0)`, `${COUNT}/counts: check_count(vma, ghost_readers(vma) + (error === 0 ? 1 : 0))`] },
  { violates: 'I6', property: 'I6', protocol: COUNT, what: 'a reader who is refused stays counted', text: alone('vma_start_read(mm, vma);', REFUSED_BUT_COUNTED), parts: [`${COUNT}/counts: counted <= held + 1 + passing_readers(vma)`] },
  { violates: 'I6', property: 'I6', protocol: COUNT, what: 'one who has not got in leaves', text: alone('vma_end_read(vma);', NOT_RELEASED), parts: [`${COUNT}/counts: ghost_read_by(t, vma)`] },
  { violates: 'I6', property: 'I6', protocol: COUNT, what: 'a reader who leaves is not counted any more', text: alone('if (vma_start_read(mm, vma) === 0) { atomic_dec(vma.vm_refcnt); vma_end_read(vma); }', NOT_RELEASED), parts: [`${COUNT}/counts: check_count(vma, ghost_readers(vma))`] },
  { violates: 'I6', property: 'I6', protocol: COUNT, what: 'a VMA is freed while it is held', text: alone(`${writing(`${NEW} vma_mark_attached(part);`)} if (vma_start_read(mm, part) === 0) { atomic_set(part.vm_refcnt, 0); vm_area_free(part); }`), parts: [`${COUNT}/counts: ghost_readers(vma) === 0`] },
  { violates: 'I11', property: 'I11', protocol: COUNT, what: 'marks are dropped without mmap_lock', text: alone('mm.mm_lock_seq = 5;'), parts: ['seq_ownership: atomic_read(mm.mm_users) === 0 || rwsem_is_write_owned(mm.mmap_lock)'] },
  { violates: 'I11', property: 'I11', protocol: COUNT, what: 'marked without mmap_lock', text: alone('atomic_set(vma.vm_refcnt, VMA_LOCK_OFFSET + 1); vma.vm_lock_seq = 5; atomic_set(vma.vm_refcnt, 1);'), parts: ['seq_ownership: rwsem_is_write_owned(vma.vm_mm.mmap_lock)'] },
  { violates: 'I11', property: 'I11', protocol: COUNT, what: 'marked while readers may come', text: alone(writing('vma_start_write(vma);'), MARKED_UNLOCKED), parts: ['seq_ownership: readers_shut_out(vma)'] },
  { violates: null, property: 'I11', protocol: COUNT, what: 'marked when it is detached, and still in the tree', text: alone(writing('vma_mark_detached(vma); vma_start_write(vma); vma_mark_attached(vma);'), NOT_ASSERTED), parts: [] },
  { violates: 'L2', property: 'L2', protocol: COUNT, what: 'readers pass a waiting writer', text: lockAlone(2) + PAST_WRITERS, parts: [`${COUNT}/draining: present <= ghost_present[t]`, `${COUNT}/draining: draining(refcnt)`] },
  { violates: 'L2', property: 'L2', protocol: COUNT, what: 'another reader comes in when one has left', text: ONE_AFTER_THE_OTHER + PAST_WRITERS, parts: [`${COUNT}/draining: draining(vma.vm_refcnt)`] },
  { violates: 'L2', property: 'L2', protocol: COUNT, what: 'a writer waits for ever', text: alone('vma_write_lock_wait(vma, 0);', `override(vma_write_lock_wait, (vma: vm_area_struct, target: int) => { ${WAITS_FOR_EVER} });`), liveness: true, parts: [`${COUNT}/draining: starvation('L2', vma_write_lock_wait)`] },
  { violates: 'I13', property: 'I13', protocol: COUNT, what: 'a reader gets into a detached VMA', text: alone('const part = vm_area_alloc(mm); vma_start_read(mm, part);', INTO_DETACHED), parts: [`${COUNT}/refcount: old === 0 || old >= limit || atomic_read(refcnt) !== 1`] },
  { violates: 'I13', property: 'I13', protocol: COUNT, what: 'a count is changed by somebody else', text: alone(ROGUE), parts: [`${COUNT}/refcount: refcnt === 0 || ghost_counting[this_thread()] > 0`] },
  afterwards('vma_start_read', `vma_start_read(mm, vma); ${ROGUE}`),
  afterwards('vma_end_read', `if (vma_start_read(mm, vma) === 0) { vma_end_read(vma); ${ROGUE} }`),
  afterwards('vma_start_write', writing(`vma_start_write(vma); ${ROGUE}`)),
  afterwards('vma_mark_attached', writing(`${NEW} vma_mark_attached(part); ${ROGUE}`)),
  afterwards('vma_mark_detached', writing(`${NEW} vma_mark_attached(part); vma_mark_detached(part); ${ROGUE}`)),
  afterwards('vma_refcount_put', IN_AND_OUT + ROGUE),
  afterwards('__vma_exit_locked', SHUT_AND_OPENED + ROGUE),
  mayCount('vma_start_read', alone('if (vma_start_read(mm, vma) === 0) vma_end_read(vma);', `override(vma_start_read, (mm: mm_struct, vma: vm_area_struct): int => { ${ROGUE} return 0; });`)),
  mayCount('vma_end_read', alone('if (vma_start_read(mm, vma) === 0) vma_end_read(vma);', 'override(vma_end_read, (vma: vm_area_struct) => { atomic_dec(vma.vm_refcnt); });')),
  mayCount('vma_start_write', alone(writing('vma_start_write(vma);'), `override(vma_start_write, (vma: vm_area_struct) => { ${ROGUE} WRITE_ONCE(vma.vm_lock_seq, vma.vm_mm.mm_lock_seq); atomic_dec(vma.vm_refcnt); });`)),
  mayCount('vma_refcount_put', alone(IN_AND_OUT)),
  mayCount('__vma_exit_locked', alone(SHUT_AND_OPENED)),
  mayCount('vma_mark_attached', alone(writing(`${NEW} vma_mark_attached(part); vma_mark_detached(part); vm_area_free(part);`))),
  mayCount('vma_mark_detached', DETACHED_WHILE_READ),

  ...merged(FLAG, 'vma_start_read(vma)'),
  ...merged(COUNT, 'vma_start_read(mm, vma) === 0'),
  { violates: 'I1', property: 'I1', protocol: FLAG, what: 'a reader gets in beside a writer, by the merged names', text: byMergedNames('vma_start_read(vma)', '', '') + NO_LOOK, parts: [] },
  { violates: 'I6', property: 'I6', protocol: FLAG, what: 'a reader who is refused stays counted, by the merged name', text: alone('vma_start_read(vma);', REFUSED_IN_FLAG), parts: [] },
  { violates: 'I6', property: 'I6', protocol: FLAG, what: 'one who has not got in leaves, by the merged name', text: alone('down_read_trylock(vma.vm_lock.lock); vma_end_read(vma);'), parts: [] },
  { violates: 'I6', property: 'I6', protocol: FLAG, what: 'a reader who leaves is not counted any more, by the merged name', text: alone('if (vma_start_read(vma)) { up_read(vma.vm_lock.lock); vma_end_read(vma); }', NOT_RELEASED), parts: [] },
  { violates: null, property: 'I1', protocol: FLAG, what: 'a reader is let in by one name, and refused by the other', text: lockAlone(1) + SECOND_THOUGHTS, parts: [] },
  { violates: 'I6', property: 'I6', protocol: FLAG, what: 'exit_mmap frees a VMA that is held', text: alone('vma_read_trylock(vma); mmput(mm);'), parts: [`${FLAG}/freed_unheld: ghost_readers(vma) === 0`] },
  ...[FLAG, COUNT].flatMap((protocol) => twoHeld(MARKED_UNLOCKED, protocol)),
  ...outside('6.4-6.13'),
  ...outside(COUNT),

  { violates: 'I6', property: 'I6', protocol: QUEUE, what: 'a reader who gets in is not counted', text: alone('if (vma_read_trylock(vma)) { atomic_inc(vma.vm_lock.count); vma_read_unlock(vma); }', 'override(vma_read_trylock, (vma: vm_area_struct): boolean => true);'), parts: ['counts: counted >= held'] },
  { violates: 'I6', property: 'I6', protocol: QUEUE, what: 'one who has not got in leaves', text: alone('atomic_inc(vma.vm_lock.count); vma_read_unlock(vma);'), parts: ['counts: ghost_read_by(t, vma)'] },
  { violates: 'I11', property: 'I11', protocol: QUEUE, what: 'marks are dropped without mmap_lock', text: alone('mm.mm_lock_seq = 5;'), parts: ['seq_ownership: atomic_read(mm.mm_users) === 0 || rwsem_is_write_owned(mm.mmap_lock)'] },
  { violates: 'I11', property: 'I11', protocol: QUEUE, what: 'marked without mmap_lock', text: alone('if (vma_write_trylock(vma)) { vma.vm_lock_seq = 5; atomic_set(vma.vm_lock.count, 0); }'), parts: ['seq_ownership: rwsem_is_write_owned(vma.vm_mm.mmap_lock)'] },
  { violates: 'I11', property: 'I11', protocol: QUEUE, what: 'marked without its lock', text: alone(writing('vma.vm_lock_seq = mm.mm_lock_seq;')), parts: ['seq_ownership: readers_shut_out(vma)'] },
  { violates: 'L2', property: 'L2', protocol: QUEUE, what: 'a writer waits for ever', text: alone('vma_write_lock_wait(vma);', `override(vma_write_lock_wait, (vma: vm_area_struct) => { ${WAITS_FOR_EVER} });`), liveness: true, parts: [`${QUEUE}/draining: starvation('L2', vma_write_lock_wait)`] },
];
