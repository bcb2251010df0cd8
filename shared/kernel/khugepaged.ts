/**
 * Collapsing: the frames under one table of PTEs are replaced by new ones in a new table, as khugepaged does to make one huge page of them.
 * After collapse_huge_page in mm/khugepaged.c. (The lab has no huge pages, so the result is a table again.)
 *
 * ```
 *   pmd ──► table ──► frames            Marked first: no fault is on its way through the old table, nor finds the empty slot of the pmd
 *   pmd ─   table ──► frames            and fills it. Then the slot is cleared and the TLBs are flushed, so that nobody stores to the old frames,
 *   pmd ──► new table ──► copies        which are copied and given back.
 * ```
 */

/** The slot of the pmd that holds the table of PTEs for `address`: its table, or NULL. */
function pmd_table_lookup(mm: mm_struct, address: ulong): pgtable {
  let table = mm.pgd;
  for (let shift = PGDIR_SHIFT; shift > PMD_SHIFT && table !== NULL; shift -= TABLE_BITS) table = rcu_dereference(table.slot[pgtable_index(address, shift)]);
  return table;
}

/** Fills `fresh` with copies of what `table` has. Nobody can reach either. Returns 0, or -ENOMEM with some of them copied. */
function collapse_copy(vma: vm_area_struct, table: pte_table, fresh: pte_table, start: ulong): int {
  for (let i = 0; i < PTRS_PER_TABLE; i++) {
    const page = table.pte[i].page;
    if (page !== NULL) {
      const copy = vma_alloc_page(vma, start + i * PAGE_SIZE);
      if (copy === NULL) return -ENOMEM;
      if (CONFIG_TLB) atomic_set(copy.stores, atomic_read(page.stores));
      fresh.pte[i].page = copy;
      fresh.pte[i].flags = (vma.vm_flags & VM_WRITE) !== 0 ? PTE_WRITE : PTE_NONE;
    }
  }
  return 0;
}

/** Gives back all frames of a table that nobody can reach, and the table. */
function free_pte_table(table: pte_table): void {
  for (let i = 0; i < PTRS_PER_TABLE; i++) if (table.pte[i].page !== NULL) put_page(table.pte[i].page);
  free(table);
}

/** Needs mmap_lock for write. Returns 0, -EINVAL (no VMA covers all that the table does, or there is none) or -ENOMEM. */
function do_collapse(mm: mm_struct, address: ulong): int {
  const start = address & ~(PMD_SIZE - 1);
  const vma = vma_lookup(mm, start);
  const pmd = pmd_table_lookup(mm, start);
  const slot = pgtable_index(start, PMD_SHIFT);
  const table = pmd !== NULL ? cast<pte_table>(pmd.slot[slot]) : NULL;
  if (vma === NULL || vma.vm_end < start + PMD_SIZE || table === NULL) return -EINVAL;
  const fresh = should_fail_alloc() ? NULL : alloc<pte_table>();
  if (fresh === NULL) return -ENOMEM;
  // Before the slot is cleared.
  vma_write_lock(vma);
  WRITE_ONCE(pmd.slot[slot], NULL);
  flush_tlb_range(mm, start, start + PMD_SIZE);
  const error = collapse_copy(vma, table, fresh, start);
  rcu_assign_pointer(pmd.slot[slot], error === 0 ? cast<pgtable>(fresh) : cast<pgtable>(table));
  if (error === 0) tracepoint('pmd.copy', table, fresh);
  free_pte_table(error === 0 ? table : fresh);
  return error;
}

/** Collapses the table of PTEs that covers `address`. Returns as do_collapse does. */
function collapse_huge_page(mm: mm_struct, address: ulong): int {
  tracepoint('collapse:begin', address);
  count_event('COLLAPSE');
  mmap_write_lock(mm);
  const error = do_collapse(mm, address);
  mmap_write_unlock(mm);
  tracepoint('collapse:end', address, error);
  return error;
}
