/**
 * Copy on write: since a fork, two address spaces share frames that neither may write to. After do_wp_page and wp_page_copy in mm/memory.c.
 *
 * ```
 *   parent  PTE ──► frame ◄── PTE  child        fork: both PTE_COW, without PTE_WRITE
 *   parent  PTE ──► frame     PTE ──► copy      the child has written: its PTE has a frame of its own
 *   parent  PTE ──► frame                       the parent, now alone with it, just gets PTE_WRITE back
 * ```
 * The copy is made before the PTE changes: nobody may be storing to the old frame meanwhile, by way of an old TLB entry (scenario 35).
 */

/** A write to a page with PTE_COW. Called holding the table's lock; returns without it: 0 or VM_FAULT_…. */
function do_wp_page(vma: vm_area_struct, table: pte_table, pte: pte_t, address: ulong): int {
  const old = pte.page;
  if (atomic_read(old._refcount) === 1) {
    pte.flags = (pte.flags & ~PTE_COW) | PTE_WRITE;
    spin_unlock(table.ptl);
    return 0;
  }
  // Kept, so that it is the same frame when the lock is had again.
  get_page(old);
  spin_unlock(table.ptl);
  const copy = vma_alloc_page(vma, address);
  if (copy !== NULL) wp_page_copy(vma, table, pte, address, old, copy);
  put_page(old);
  return copy !== NULL ? 0 : VM_FAULT_OOM;
}

/** Lets the PTE have `copy`, unless another fault was first. */
function wp_page_copy(vma: vm_area_struct, table: pte_table, pte: pte_t, address: ulong, old: page, copy: page): void {
  if (CONFIG_TLB) atomic_set(copy.stores, atomic_read(old.stores));
  spin_lock(table.ptl);
  const same = pte.page === old && (pte.flags & PTE_COW) !== 0;
  if (same) {
    // First nobody can reach the old frame any more, then the new one can be seen.
    if (CONFIG_TLB) {
      WRITE_ONCE(pte.page, NULL);
      flush_tlb_page(vma.vm_mm, address & ~(PAGE_SIZE - 1));
    }
    pte.flags = PTE_WRITE;
    WRITE_ONCE(pte.page, copy);
    tracepoint('pte.copy', old, copy);
  }
  spin_unlock(table.ptl);
  put_page(same ? old : copy);
}
