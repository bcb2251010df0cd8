/** Each property can fail: a mistake in the kernel that violates just it (each part of it: parts.test.ts). And the kernel as it is violates none. */
import { describe, expect, it } from 'vitest';
import { explored, faultAnd, lockAlone, type How } from './explored.ts';
import { LOCKS_AGAIN_IN_FAULT, MARKED_UNLOCKED, NOT_ZAPPED, NO_LATE_CHECK, PAST_WAITERS } from './overrides.ts';

const MPROTECT = faultAnd(`thread('mprotect', () => { mprotect(mm, 0x1000, 0x1000, VM_READ); });`);
const MUNMAP = faultAnd(`thread('munmap', () => { munmap(mm, 0x1000, 0x1000); });`);
const MMAP_BESIDE = faultAnd(`thread('mmap', () => { mmap(mm, 0x2000, 0x1000, VM_READ | VM_WRITE); });`);

describe('as it is', { timeout: 600_000 }, () => {
  it.each([
    ['the lock alone', lockAlone(1)],
    ['a fault and mprotect', MPROTECT],
    ['a fault and munmap', MUNMAP],
    ['a fault and mmap beside it', MMAP_BESIDE],
  ])('verified: %s', async (_, text) => {
    const verdict = await explored(text);
    expect(verdict.violation?.message).toBeUndefined();
    expect(verdict.outcome).toBe('verified');
    expect(verdict.covers.properties).toEqual(['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8', 'I9', 'I10', 'I11', 'L1', 'L2', 'L3', 'L4']);
  });
});

const UNMARKED_MPROTECT = `override(mprotect_fixup, (vma: vm_area_struct, start: ulong, end: ulong, vm_flags: ulong): int => {
  vma.vm_flags = vm_flags;
  return 0;
});`;
const NO_RCU = `override(lock_vma_under_rcu, (mm: mm_struct, address: ulong): vm_area_struct => {
  const vma = vma_lookup(mm, address);
  return vma !== NULL && vma_read_trylock(vma) ? vma : NULL;
});`;
const NO_SECOND_LOOKUP = `override(lock_vma_under_rcu, (mm: mm_struct, address: ulong): vm_area_struct => {
  rcu_read_lock();
  const vma = vma_lookup(mm, address);
  const got = vma !== NULL && vma_read_trylock(vma);
  rcu_read_unlock();
  return got ? vma : NULL;
});`;
const UNLOCKED_TWICE = `override(fault_under_vma_lock, (mm: mm_struct, address: ulong, flags: ulong): int => {
  const vma = lock_vma_under_rcu(mm, address);
  if (vma === NULL) return VM_FAULT_RETRY;
  vma_read_unlock(vma);
  vma_read_unlock(vma);
  return VM_FAULT_RETRY;
});`;
const NOT_UNLOCKED_LATE = `override(vma_read_trylock, (vma: vm_area_struct): boolean => {
  if (vma.vm_lock_seq === READ_ONCE(vma.vm_mm.mm_lock_seq)) return false;
  if (!down_read_trylock(vma.vm_lock)) return false;
  return vma.vm_lock_seq !== READ_ONCE(vma.vm_mm.mm_lock_seq);
});`;
const UNLOCKED_IN_BETWEEN = `override(mprotect_fixup, (vma: vm_area_struct, start: ulong, end: ulong, vm_flags: ulong): int => {
  vma_write_lock(vma);
  vma_write_unlock_mm(vma.vm_mm);
  vma.vm_flags = vm_flags;
  return 0;
});`;
const RANGE_FORGOTTEN = `override(vma_expand, (vma: vm_area_struct, start: ulong, end: ulong, removed: vm_area_struct): int => {
  vma_write_lock(vma);
  return mtree_store_range(vma.vm_mm.mm_mt, start, end - 1, vma);
});`;
const RELEASED_TOO_EARLY = `override(mmap_write_unlock, (mm: mm_struct) => {
  up_write(mm.mmap_lock);
  WRITE_ONCE(mm.mm_lock_seq, mm.mm_lock_seq + 1);
});`;
const LOCKS_IN_FAULT = `override(vmf_anon_prepare, (vma: vm_area_struct, flags: ulong): int => {
  const mm = vma.vm_mm;
  mmap_read_lock(mm);
  __anon_vma_prepare(vma);
  mmap_read_unlock(mm);
  return 0;
});`;
const UNMAPPED_UNMARKED = `override(do_munmap_downgrade, (mm: mm_struct, start: ulong, length: ulong): int => {
  const vmas = chain_vmas(mm, start, start + length);
  const error = mtree_store_range(mm.mm_mt, start, start + length - 1, NULL);
  mmap_write_downgrade(mm);
  if (error === 0) remove_vmas(mm, vmas);
  return error;
});`;
const MMAP_LOCK_KEPT = `override(fault_under_mmap_lock, (mm: mm_struct, address: ulong, flags: ulong): int => {
  mmap_read_lock(mm);
  return VM_FAULT_SIGSEGV;
});
override(vma_read_trylock, (vma: vm_area_struct): boolean => false);`;
const PROTECTED_BEFORE_MARKED = `override(mprotect_fixup, (vma: vm_area_struct, start: ulong, end: ulong, vm_flags: ulong): int => {
  write_protect_range(vma.vm_mm, start, end);
  vma_write_lock(vma);
  vma.vm_flags = vm_flags;
  return 0;
});`;
const FLAGS_READ_EARLY = `override(fault_under_vma_lock, (mm: mm_struct, address: ulong, flags: ulong): int => {
  rcu_read_lock();
  const found = vma_lookup(mm, address);
  const forbidden = access_error(found, flags);
  rcu_read_unlock();
  const vma = lock_vma_under_rcu(mm, address);
  if (vma === NULL) return VM_FAULT_RETRY;
  const fault = forbidden ? VM_FAULT_RETRY : handle_mm_fault(vma, address, flags | FAULT_FLAG_VMA_LOCK);
  vma_read_unlock(vma);
  return fault;
});`;
/** A second mapping, so that the first one's page tables are still needed when it goes. */
const beside = (text: string): string => text.replace('mm = mm_alloc();', 'mm = mm_alloc(); mmap(mm, 0x3000, 0x1000, VM_READ | VM_WRITE);');
/** A store finds its way by what its TLB remembers, until the frame has been copied. */
const FLUSHED_AFTER_THE_COPY = `
let mm: mm_struct;
setup(() => { mm = mm_alloc(); mmap(mm, PMD_SIZE, PMD_SIZE, VM_READ | VM_WRITE); page_fault(mm, PMD_SIZE, FAULT_FLAG_WRITE); });
thread('stores', () => { for (let i = 0; i < 2; i++) user_access(mm, PMD_SIZE, FAULT_FLAG_WRITE); });
thread('collapse', () => { collapse_huge_page(mm, PMD_SIZE); });
override(do_collapse, (mm: mm_struct, address: ulong): int => {
  const vma = vma_lookup(mm, address);
  const pmd = pmd_table_lookup(mm, address);
  const slot = pgtable_index(address, PMD_SHIFT);
  const table = cast<pte_table>(pmd.slot[slot]);
  const fresh = alloc<pte_table>();
  vma_write_lock(vma);
  WRITE_ONCE(pmd.slot[slot], NULL);
  collapse_copy(vma, table, fresh, address);
  flush_tlb_range(mm, address, address + PMD_SIZE);
  rcu_assign_pointer(pmd.slot[slot], cast<pgtable>(fresh));
  tracepoint('pmd.copy', table, fresh);
  free_pte_table(table);
  return 0;
});`;
/** A program that stores by what its TLB remembers, beside a writer. */
const STORES_BESIDE = (writer: string): string => `
let mm: mm_struct;
setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ | VM_WRITE); page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });
thread('stores', () => { user_access(mm, 0x1000, FAULT_FLAG_WRITE); });
thread('writer', () => { ${writer} });`;
const PROTECTS = STORES_BESIDE('mprotect(mm, 0x1000, 0x1000, VM_READ);');
const FLUSHED_FIRST = `override(write_protect_range, (mm: mm_struct, start: ulong, end: ulong) => {
  flush_tlb_range(mm, start, end);
  write_protect_pte_range(pte_table_lookup(mm, start), start, end);
});`;
const MOVES = STORES_BESIDE('mremap(mm, 0x1000, 0x1000, 0x1000, MREMAP_MAYMOVE | MREMAP_FIXED, 0x3000);');
const NO_PAGE_FLUSHED = 'override(flush_tlb_page, (mm: mm_struct, address: ulong) => {});';
const FORKS = STORES_BESIDE('const child = fork(mm); if (child !== NULL) mmput(child);');
const NO_MM_FLUSHED = 'override(flush_tlb_mm, (mm: mm_struct) => {});';
const ALWAYS_REUSED = `override(do_wp_page, (vma: vm_area_struct, table: pte_table, pte: pte_t, address: ulong): int => {
  pte.flags = (pte.flags & ~PTE_COW) | PTE_WRITE;
  spin_unlock(table.ptl);
  return 0;
});`;
/** While one PTE has no frame, as a fault copies it, and the TLBs are yet to be flushed, a writer ends who has nothing to do with it. */
const COPIES_BESIDE = `
let mm: mm_struct;
let child: mm_struct;
setup(() => {
  mm = mm_alloc();
  mmap(mm, 0x1000, 0x1000, VM_READ | VM_WRITE);
  mmap(mm, 0x3000, 0x1000, VM_READ | VM_WRITE);
  page_fault(mm, 0x1000, FAULT_FLAG_WRITE);
  child = fork(mm);
});
thread('loads', () => { user_access(mm, 0x1000, 0); });
thread('stores', () => { user_access(mm, 0x1000, FAULT_FLAG_WRITE); });
thread('mprotect', () => { mprotect(mm, 0x3000, 0x1000, VM_READ); });`;
const TLBS = { TLB: true, MMAP_LOCK_ATOMIC: true, RCU_ATOMIC: true };
const NEVER_UNMARKED = `override(vma_write_unlock_mm, (mm: mm_struct) => {});`;
/** Faults that have their page to get yet. */
const fresh = (text: string): string => text.replace(' page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });\nthread', ' });\nthread');

/** A writer alone, with seven VMAs, or as many as there are to be. */
const manyMarked = (then: string, vmas = 7): string => `
let mm: mm_struct;
setup(() => { mm = mm_alloc(); for (let i = 1; i <= ${vmas}; i++) mmap(mm, i * 0x2000, 0x1000, VM_READ | VM_WRITE); });
thread('writer', () => {
  mmap_write_lock(mm);
  for (let i = 1; i < ${vmas}; i++) vma_write_lock(vma_lookup(mm, i * 0x2000));
  const last = vma_lookup(mm, ${vmas} * 0x2000);
  ${then}
  mmap_write_unlock(mm);
});`;
/** More than one table's pages; the last table is still needed. */
const FAR = `
let mm: mm_struct;
setup(() => {
  mm = mm_alloc();
  mmap(mm, 0x1000, 0x70000, VM_READ | VM_WRITE);
  mmap(mm, 0x72000, 0x1000, VM_READ | VM_WRITE);
  page_fault(mm, 0x61000, FAULT_FLAG_WRITE);
});
thread('munmap', () => { munmap(mm, 0x1000, 0x70000); });`;

interface Case extends How {
  property: string;
  mistake: string;
  text: string;
}

const CASES: Case[] = [
  { property: 'I1', mistake: 'no check after the lock is had', text: lockAlone(1) + NO_LATE_CHECK },
  { property: 'I2', mistake: 'mprotect marks nothing', text: MPROTECT + UNMARKED_MPROTECT, properties: ['I2'] },
  { property: 'I3', mistake: 'mprotect marks nothing', text: MPROTECT + UNMARKED_MPROTECT },
  { property: 'I3', mistake: 'six are marked, but not the seventh', text: manyMarked('last.vm_flags = VM_READ;'), objects: 32 },
  { property: 'I4', mistake: 'up_read outside of an RCU section', text: MUNMAP, protocol: 'v1-rwsem' },
  { property: 'I5', mistake: 'the lookup is in no RCU section', text: MUNMAP + NO_RCU },
  { property: 'I6', mistake: 'unlocked twice', text: MPROTECT + UNLOCKED_TWICE },
  { property: 'I5', mistake: 'the lookup is in no RCU section: its node is freed', text: MUNMAP + NO_RCU, properties: [] },
  { property: 'I6', mistake: 'freed while it is held', text: beside(MUNMAP) + UNMAPPED_UNMARKED, properties: ['I6'] },
  { property: 'I6', mistake: 'refused, but still counted', text: lockAlone(1) + NOT_UNLOCKED_LATE },
  { property: 'I7', mistake: 'no second lookup: a page where nothing is mapped', text: beside(fresh(MUNMAP)) + NO_SECOND_LOOKUP, properties: ['I7'] },
  { property: 'I7', mistake: 'munmap leaves the page', text: beside(MUNMAP) + NOT_ZAPPED },
  { property: 'I7', mistake: 'munmap leaves a page far behind', text: FAR + NOT_ZAPPED },
  { property: 'I7', mistake: 'no second lookup: a freed table', text: fresh(MUNMAP) + NO_SECOND_LOOKUP, properties: ['I7'] },
  { property: 'I7', mistake: 'mprotect write-protects the page before it marks the VMA', text: MPROTECT + PROTECTED_BEFORE_MARKED },
  { property: 'I7', mistake: 'a fault looks at the flags before it locks the VMA', text: MPROTECT + FLAGS_READ_EARLY },
  { property: 'I7', mistake: 'a collapse copies what others still store to', text: FLUSHED_AFTER_THE_COPY, config: TLBS },
  { property: 'I7', mistake: 'mprotect flushes the TLBs before it changes the PTE', text: PROTECTS + FLUSHED_FIRST, config: TLBS },
  { property: 'I7', mistake: 'mremap leaves a frame in the TLBs', text: MOVES + NO_PAGE_FLUSHED, config: TLBS },
  { property: 'I7', mistake: 'fork leaves the parent TLBs that allow stores', text: FORKS + NO_MM_FLUSHED, config: TLBS },
  { property: 'I7', mistake: 'a store after fork does not look whether the child has the frame, too', text: FORKS + ALWAYS_REUSED, config: TLBS },
  { property: 'I8', mistake: 'a helper drops all marks', text: MPROTECT + UNLOCKED_IN_BETWEEN },
  { property: 'I8', mistake: 'a writer takes its seventh mark back', text: manyMarked('vma_write_lock(last); last.vm_lock_seq = SEQ_NEVER;'), objects: 32, properties: ['I8'] },
  { property: 'I9', mistake: 'no second lookup', text: MUNMAP + NO_SECOND_LOOKUP },
  { property: 'I10', mistake: 'the VMA keeps its old range', text: MMAP_BESIDE + RANGE_FORGOTTEN },
  { property: 'I11', mistake: 'mmap_lock is released before the marks are dropped', text: lockAlone(1) + RELEASED_TOO_EARLY },
  { property: 'I11', mistake: 'marked without its lock', text: lockAlone(1) + MARKED_UNLOCKED },
  { property: 'L1', mistake: 'a fault waits for mmap_lock', text: fresh(MPROTECT) + LOCKS_IN_FAULT, properties: [] },
  { property: 'L2', mistake: 'readers pass a waiting writer', text: lockAlone(2) + PAST_WAITERS },
  { property: 'L3', mistake: 'a fault waits for mmap_lock', text: fresh(MPROTECT) + LOCKS_IN_FAULT },
  { property: 'L3', mistake: 'a fault waits for mmap_lock, which is taken in one step', text: fresh(MPROTECT) + LOCKS_IN_FAULT, config: { MMAP_LOCK_ATOMIC: true } },
  { property: 'L3', mistake: 'a fault lets go of mmap_lock, taken in one step, and waits for it', text: fresh(MPROTECT) + LOCKS_AGAIN_IN_FAULT, config: { MMAP_LOCK_ATOMIC: true } },
  { property: 'L3', mistake: 'a fault keeps mmap_lock', text: fresh(MPROTECT) + MMAP_LOCK_KEPT },
  { property: 'L4', mistake: 'marks are never dropped', text: lockAlone(1) + NEVER_UNMARKED },
];

describe('with TLBs, as it is', { timeout: 600_000 }, () => {
  it.each([
    ['mprotect', PROTECTS],
    ['a copy of one page beside mprotect of another', COPIES_BESIDE],
  ])('verified: a store and %s', async (_, text) => {
    const { outcome, violation } = await explored(text, { config: TLBS, properties: ['I7'] });
    expect([outcome, violation?.message]).toEqual(['verified', undefined]);
  });
});

describe('mistakes', { timeout: 600_000 }, () => {
  it.each(CASES)('$property: $mistake', async ({ property, text, ...how }) => {
    const { outcome, violation } = await explored(text, how);
    expect(violation!.message).toContain(violation!.kind === 'property' ? `${property} ` : '');
    expect(outcome).toBe('violated');
    expect(violation!.property).toBe(property);
  });
});

describe('more than is remembered', { timeout: 600_000 }, () => {
  it.each([
    ['I3', 'marked more than 14 VMAs', 'vma_write_lock(last);'],
    ['I8', 'marked more than 14 VMAs', 'vma_write_lock(last);'],
    ['I2', 'changed more than 14 VMAs', 'for (let i = 1; i <= 15; i++) vma_lookup(mm, i * 0x2000).vm_flags = VM_READ;'],
  ])('no verdict, but the reason: %s', async (property, reason, then) => {
    const verdict = await explored(manyMarked(then, 15), { objects: 64, properties: [property] });
    expect([verdict.outcome, verdict.reason]).toEqual(['inconclusive', expect.stringContaining(reason)]);
  });
  it('a third VMA held for read: no verdict, but the reason', async () => {
    const verdict = await explored(`
let mm: mm_struct;
setup(() => { mm = mm_alloc(); for (let i = 1; i <= 3; i++) mmap(mm, i * 0x2000, 0x1000, VM_READ); });
thread('reader', () => { rcu_read_lock(); for (let i = 1; i <= 3; i++) vma_read_trylock(vma_lookup(mm, i * 0x2000)); rcu_read_unlock(); });`);
    expect([verdict.outcome, verdict.reason]).toEqual(['inconclusive', expect.stringContaining('holds more than 2 VMAs for read')]);
  });
  it('as many as are remembered are verified', async () => {
    expect(await explored(manyMarked('vma_write_lock(last); last.vm_flags = VM_READ;', 14), { objects: 64, properties: ['I2', 'I3', 'I8'] })).toMatchObject({ outcome: 'verified', violation: null });
  });
});
