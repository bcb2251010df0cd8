/**
 * Taking pages away: zapping PTEs, and freeing the page tables that nobody needs any more. After mm/memory.c.
 *
 * ```
 *        floor                                  ceiling
 *   ─prev─┤          start ┌─ VMA ─┐ end            ├─next─
 *   ├─ table ─┼─ table ─┼─ table ─┼─ table ─┼─ table ─┤
 *     stays                freed               stays         a table goes if it lies between floor and ceiling
 * ```
 */

/** The end of the part of [address, end) that one table of PTEs covers. */
function pmd_addr_end(address: ulong, end: ulong): ulong {
  const boundary = (address | (PMD_SIZE - 1)) + 1;
  return boundary < end ? boundary : end;
}

function zap_pte_range(table: pte_table, start: ulong, end: ulong): void {
  spin_lock(table.ptl);
  for (let address = start; address < end; address += PAGE_SIZE) {
    const pte = pte_offset(table, address);
    const page = pte.page;
    if (page !== NULL) {
      pte.flags = PTE_NONE;
      WRITE_ONCE(pte.page, NULL);
      tlb_remove_page(page);
    }
  }
  spin_unlock(table.ptl);
}

/** Unmaps and frees the frames of a range. The caller keeps its tables alive. */
function zap_page_range(mm: mm_struct, start: ulong, end: ulong): void {
  tracepoint('zap', start, end);
  tlb_gather_mmu(mm);
  let address = start;
  while (address < end) {
    const next = pmd_addr_end(address, end);
    const table = pte_table_lookup(mm, address);
    if (table !== NULL) zap_pte_range(table, address, next);
    address = next;
  }
  tlb_finish_mmu();
}

/** Unhooks and frees the table whose entry in its parent is the one for `address` at `shift`. */
function free_pgtable(mm: mm_struct, address: ulong, shift: int): void {
  let parent = mm.pgd;
  for (let s = PGDIR_SHIFT; s > shift && parent !== NULL; s -= TABLE_BITS) {
    parent = rcu_dereference(parent.slot[pgtable_index(address, s)]);
  }
  if (parent === NULL) return;
  const index = pgtable_index(address, shift);
  const table = parent.slot[index];
  if (table === NULL) return;
  pgtable_clear(parent, index);
  free(table);
}

/**
 * Frees the tables that cover a part of [start, end) and nothing outside of [floor, ceiling). No grace period and no
 * lock: the VMAs there are erased and drained, so no fault can be walking these tables or fill the parent's entry.
 */
function free_pgtables(mm: mm_struct, start: ulong, end: ulong, floor: ulong, ceiling: ulong): void {
  for (let shift = PMD_SHIFT; shift <= PGDIR_SHIFT; shift += TABLE_BITS) {
    const size: ulong = 1 << shift;
    for (let address = start & ~(size - 1); address < end; address += size) {
      if (address >= floor && address + size <= ceiling) free_pgtable(mm, address, shift);
    }
  }
}

/** Chains the VMAs of a range by vm_free_next, ascending; NULL if there are none. */
function chain_vmas(mm: mm_struct, start: ulong, end: ulong): vm_area_struct {
  let head: vm_area_struct = NULL;
  let tail: vm_area_struct = NULL;
  let vma = find_vma(mm, start);
  while (vma !== NULL && vma.vm_start < end) {
    vma.vm_free_next = NULL;
    if (tail === NULL) head = vma;
    else tail.vm_free_next = vma;
    tail = vma;
    vma = find_vma(mm, vma.vm_end);
  }
  return head;
}

/** Empties the ranges of a chain that is erased, between two neighbours that stay. */
function unmap_region(mm: mm_struct, vmas: vm_area_struct, floor: ulong, ceiling: ulong): void {
  for (let vma = vmas; vma !== NULL; vma = vma.vm_free_next) zap_page_range(mm, vma.vm_start, vma.vm_end);
  for (let vma = vmas; vma !== NULL; vma = vma.vm_free_next) {
    const next = vma.vm_free_next;
    // The tables shared with the next VMA of the chain go with that one.
    free_pgtables(mm, vma.vm_start, vma.vm_end, floor, next !== NULL ? next.vm_start : ceiling);
  }
}

/** Frees the chain itself. */
function remove_vmas(mm: mm_struct, vmas: vm_area_struct): void {
  let vma = vmas;
  while (vma !== NULL) {
    const next = vma.vm_free_next;
    unaccount_vma(mm, vma);
    remove_vma(vma);
    vma = next;
  }
}

/** Frees the chain of all VMAs of an address space in which nobody can fault any more. */
function remove_unreachable_vmas(mm: mm_struct, vmas: vm_area_struct): void {
  let vma = vmas;
  while (vma !== NULL) {
    const next = vma.vm_free_next;
    unaccount_vma(mm, vma);
    vma_put_references(vma);
    vm_area_free_unreachable(vma);
    vma = next;
  }
}

function unaccount_vma(mm: mm_struct, vma: vm_area_struct): void {
  mm.map_count--;
  mm.total_vm -= (vma.vm_end - vma.vm_start) >> PAGE_SHIFT;
}
