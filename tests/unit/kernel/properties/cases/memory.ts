/** What is freed, and what is mapped: I4, I5, I7. */
import { NOT_ZAPPED } from '../overrides.ts';
import { alone, type Case } from './case.ts';

const usedFreed = (property: string, struct: string, field: string, part: string, protocol?: string): Case => ({
  violates: property, property, what: `a freed ${struct} is used`, text: alone(`const gone = alloc<${struct}>(); free(gone); gone.${field} = 1;`), parts: [part], ...(protocol !== undefined && { protocol }),
});
const lifetime = (property: string, file: string, struct: string, field: string): Case => usedFreed(property, struct, field, `${file}: lifetime<${struct}>('${property}')`);

/** A fault that has taken mmap_lock. */
const faults = (address: string, flags: string): string => `mmap_read_lock(mm); handle_mm_fault(vma, ${address}, ${flags}); mmap_read_unlock(mm);`;
const UNPROTECTED = 'override(write_protect_range, (mm: mm_struct, start: ulong, end: ulong) => {});';
const STORE = 'user_access(mm, 0x1000, FAULT_FLAG_WRITE);';
const PTE = 'const pte = pte_offset(pte_table_lookup(mm, 0x1000), 0x1000);';
const FORKED = 'page_fault(mm, 0x1000, FAULT_FLAG_WRITE); const child = fork(mm);';
/** What a fork that shares frames leaves to be stored to. */
const writable = (which: string): string => `override(copy_page_range, (dst, src) => {
  copy_pte_range(pte_table_alloc(dst.vm_mm, 0x1000), pte_table_lookup(src.vm_mm, 0x1000), 0x1000, 0x2000);
  pte_offset(pte_table_lookup(${which}.vm_mm, 0x1000), 0x1000).flags = PTE_WRITE;
  return 0;
});`;

export const MEMORY: Case[] = [
  lifetime('I4', 'lifetime', 'vm_area_struct', 'vm_flags'),
  lifetime('I4', 'lifetime', 'mm_struct', 'map_count'),
  lifetime('I4', 'lifetime', 'anon_vma', 'refcount.counter'),
  lifetime('I4', 'lifetime', 'mempolicy', 'node'),
  lifetime('I4', 'lifetime', 'userfaultfd_ctx', 'refcount.counter'),
  usedFreed('I4', 'vma_lock', 'lock.owner.counter', "6.4-6.13/vma_rwsem: lifetime<vma_lock>('I4')", '6.4-6.13'),
  lifetime('I5', 'tree_lifetime', 'maple_node', 'level'),
  lifetime('I7', 'mapping_safety', 'pgtable', 'ptl.locked'),
  lifetime('I7', 'mapping_safety', 'pte_table', 'ptl.locked'),
  lifetime('I7', 'mapping_safety', 'page', 'index'),
  { violates: 'I7', property: 'I7', what: 'a page is mapped by who holds nothing', text: alone('handle_mm_fault(vma, 0x1000, 0);'), parts: ['mapping_safety: mm !== NULL'] },
  { violates: 'I7', property: 'I7', what: 'a page is mapped by who holds another VMA', text: alone('mmap(mm, 0x5000, 0x1000, VM_READ); rcu_read_lock(); const got = vma_read_trylock(vma); rcu_read_unlock(); if (got) { handle_mm_fault(vma_lookup(mm, 0x5000), 0x5000, 0); vma_read_unlock(vma); }'), parts: ['mapping_safety: (held === NULL || ghost_read_by(t, vma))'] },
  { violates: 'I7', property: 'I7', what: 'a page is mapped before its VMA', text: alone(`vma.vm_start = 0x2000; ${faults('0x1000', '0')}`), parts: ['mapping_safety: vma.vm_start <= address'] },
  { violates: 'I7', property: 'I7', what: 'a page is mapped behind its VMA', text: alone(`vma.vm_end = 0x2000; ${faults('0x2000', '0')}`), parts: ['mapping_safety: address < vma.vm_end'] },
  { violates: 'I7', property: 'I7', what: 'a page is mapped in a table that is not hung in', text: alone("mmap_read_lock(mm); tracepoint('pte.install', 0x1000); mmap_read_unlock(mm);"), parts: ['mapping_safety: pte_present(mm, address)'] },
  { violates: 'I7', property: 'I7', what: 'a page can be written when its VMA cannot any more', text: alone('page_fault(mm, 0x1000, FAULT_FLAG_WRITE); mprotect(mm, 0x1000, 0x2000, VM_READ);', UNPROTECTED), parts: ['page_rights: observe_call(mmap_write_unlock, none_writable_beyond)', 'page_rights: !pte_write(mm, address)'] },
  { violates: 'I7', property: 'I7', what: 'a page can still be written when mmap_lock is downgraded', text: alone('page_fault(mm, 0x2000, FAULT_FLAG_WRITE); mmap_write_lock(mm); vma_write_lock(vma); vma.vm_flags = VM_READ; mmap_write_downgrade(mm); mmap_read_unlock(mm);'), parts: ['page_rights: observe_call(mmap_write_downgrade, none_writable_beyond)'] },
  { violates: 'I7', property: 'I7', what: 'a fault makes a page writable that its VMA forbids to write', text: alone(`mprotect(mm, 0x1000, 0x2000, VM_READ); ${faults('0x1000', '0')} ${faults('0x1000', 'FAULT_FLAG_WRITE')}`), parts: ['page_rights: vma === NULL || (vma.vm_flags & VM_WRITE) !== 0 || !pte_write(mm, address)'] },
  { violates: 'I7', property: 'I7', what: 'a fault lets a frame be stored to that the child has, too', text: alone(`${FORKED} page_fault(mm, 0x1000, FAULT_FLAG_WRITE); mmput(child);`, 'override(do_wp_page, (vma, table, pte, address) => { pte.flags = PTE_WRITE; spin_unlock(table.ptl); return 0; });'), parts: ['page_rights: unshared_or_unwritable(mm, address)'] },
  { violates: 'I7', property: 'I7', what: 'fork lets the parent store to what it shares', text: alone(`${FORKED} mmput(child);`, writable('src')), parts: ['page_rights: unshared_or_unwritable(parent.vm_mm, address)'] },
  { violates: 'I7', property: 'I7', what: 'fork lets the child store to what it shares', text: alone(`${FORKED} mmput(child);`, writable('dst')), parts: ['page_rights: unshared_or_unwritable(child.vm_mm, address)'] },
  { violates: 'I7', property: 'I7', what: 'a frame is in a TLB and not in the PTE any more', text: alone(`${STORE} ${PTE} const page = pte.page; mmap_write_lock(mm); pte.page = NULL; mmap_write_unlock(mm); pte.page = page;`), config: { TLB: true }, parts: ['tlb_agrees: observe_call(mmap_write_unlock, tlbs_agree)', 'tlb_agrees: tlb_agrees(entry)', 'tlb_agrees: entry.page === mapped'] },
  { violates: 'I7', property: 'I7', what: 'a TLB allows a store that the PTE does not', text: alone(`${STORE} ${PTE} mmap_write_lock(mm); pte.flags = PTE_NONE; mmap_write_downgrade(mm); mmap_read_unlock(mm);`), config: { TLB: true }, parts: ['tlb_agrees: observe_call(mmap_write_downgrade, tlbs_agree)', 'tlb_agrees: !entry.writable || pte_write(entry.mm, entry.address)'] },
  { violates: 'I7', property: 'I7', what: 'munmap leaves a page', text: alone('page_fault(mm, 0x1000, 0); munmap(mm, 0x1000, 0x1000);', NOT_ZAPPED), parts: ['mapping_safety: vma_lookup(mm, address) !== NULL || !pte_present(mm, address)'] },
  { violates: 'I7', property: 'I7', what: 'a store hits a page that is not mapped any more', text: alone(`${STORE} const pte = pte_offset(pte_table_lookup(mm, 0x1000), 0x1000); const old = pte.page; const page = alloc_page(0x1000); pte.page = page; ${STORE} pte.page = old; put_page(page);`), config: { TLB: true }, parts: ['mapping_safety: mapped === NULL || mapped === tlb_entry_of(address).page'] },
  { violates: 'I7', property: 'I7', what: 'a copy lacks a store', text: alone("const old = alloc_page(0x1000); const copy = alloc_page(0x1000); atomic_inc(old.stores); tracepoint('pte.copy', old, copy); put_page(old); put_page(copy);"), parts: ['mapping_safety: old.stores.counter === copy.stores.counter'] },
  { violates: 'I7', property: 'I7', what: 'a copy in another table lacks a store', text: alone("const old = alloc<pte_table>(); const copy = alloc<pte_table>(); old.pte[1].page = alloc_page(0x1000); copy.pte[1].page = alloc_page(0x1000); atomic_inc(old.pte[1].page.stores); tracepoint('pmd.copy', old, copy); free_pte_table(old); free_pte_table(copy);"), parts: ['mapping_safety: page === NULL || page.stores.counter === copy.pte[i].page.stores.counter'] },
];
