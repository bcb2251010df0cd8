/**
 * I7, with CONFIG_TLB: when a write section ends, no TLB has a frame that the PTE has not, nor allows a store that it does not. Within one it may:
 * PTEs change first, and are flushed then. A fault that holds the VMA may be just there (wp_page_copy).
 */
observe_call(mmap_write_unlock, tlbs_agree);
observe_call(mmap_write_downgrade, tlbs_agree);

function tlbs_agree(mm: mm_struct): void {
  if (!CONFIG_TLB) return;
  for (let t = 0; t < thread_count(); t++) {
    for (let i = 0; i < TLB_ENTRIES; i++) {
      const entry = tlbs[t].entry[i];
      if (entry.page !== NULL && entry.mm === mm) tlb_agrees(entry);
    }
  }
}

function tlb_agrees(entry: tlb_entry): void {
  const vma = vma_lookup(entry.mm, entry.address);
  if (vma !== NULL && ghost_read_by_another(vma)) return;
  const table = pte_table_lookup(entry.mm, entry.address);
  const mapped = table !== NULL ? pte_offset(table, entry.address).page : NULL;
  check('I7', entry.page === mapped, entry.address);
  check('I7', !entry.writable || pte_write(entry.mm, entry.address), entry.address);
}
