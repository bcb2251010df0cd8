/**
 * fork: a copy of an address space that shares its frames. After dup_mmap in kernel/fork.c and copy_page_range in mm/memory.c.
 *
 * ```
 *   parent's mmap_lock  ├─────────────────────────── write ──────────────────────────┤
 *                         for each VMA:  mark   copy it   take write access from         flush the TLBs
 *                                                         its PTEs and share the frames
 * ```
 * Until the flush, the parent's threads may still store to the shared frames. That does no harm as long as no fault makes a copy meanwhile,
 * which is what the marks are for: without them a copy could miss a store (fb49c455323f, scenario 35).
 *
 * Nobody else knows the child before fork returns it. Its mmap_lock is taken nonetheless, for who puts VMAs into a tree must hold it.
 */

/** Shares the frames of one table of PTEs, from `start` to `end`. */
function copy_pte_range(dst: pte_table, src: pte_table, start: ulong, end: ulong): void {
  spin_lock(src.ptl);
  for (let address = start; address < end; address += PAGE_SIZE) {
    const pte = pte_offset(src, address);
    const page = pte.page;
    if (page !== NULL) {
      const flags = (pte.flags & ~PTE_WRITE) | PTE_COW;
      pte.flags = flags;
      get_page(page);
      const copy = pte_offset(dst, address);
      copy.flags = flags;
      copy.page = page;
    }
  }
  spin_unlock(src.ptl);
}

/** Shares the frames of `src` with `dst`, its copy. Returns 0 or -ENOMEM. */
function copy_page_range(dst: vm_area_struct, src: vm_area_struct): int {
  const end = src.vm_end;
  let address = src.vm_start;
  while (address < end) {
    const next = pmd_addr_end(address, end);
    const table = pte_table_lookup(src.vm_mm, address);
    if (table !== NULL) {
      const copy = pte_table_alloc(dst.vm_mm, address);
      if (copy === NULL) return -ENOMEM;
      copy_pte_range(copy, table, address, next);
    }
    address = next;
  }
  return 0;
}

/** Gives the child, whose mmap_lock is held for write, a copy of one VMA, which is marked. Returns 0 or -ENOMEM. */
function dup_one_vma(mm: mm_struct, mpnt: vm_area_struct): int {
  const vma = dup_vma(mpnt);
  if (vma === NULL) return -ENOMEM;
  vma.vm_mm = mm;
  vma.vm_flags = mpnt.vm_flags & ~VM_LOCKED;
  if (CONFIG_USERFAULTFD) userfaultfd_reset_ctx(vma);
  const error = vma_link(mm, vma);
  if (error !== 0) return error;
  mm.total_vm += (vma.vm_end - vma.vm_start) >> PAGE_SHIFT;
  return copy_page_range(vma, mpnt);
}

/** Copies all mappings of `oldmm`, whose mmap_lock is held for write, to `mm`, which is empty. Returns 0 or -ENOMEM, with some of them copied. */
function dup_mmap(mm: mm_struct, oldmm: mm_struct): int {
  let error = 0;
  for (let mpnt = find_vma(oldmm, 0); mpnt !== NULL && error === 0; mpnt = find_vma(oldmm, mpnt.vm_end)) {
    vma_write_lock(mpnt);
    if ((mpnt.vm_flags & VM_DONTCOPY) === 0) error = dup_one_vma(mm, mpnt);
  }
  mm.start_brk = oldmm.start_brk;
  mm.brk = oldmm.brk;
  flush_tlb_mm(oldmm);
  return error;
}

/** The part of fork that is about memory. Returns the child's address space, with one user; NULL when memory or a signal did not allow it. */
function fork(oldmm: mm_struct): mm_struct {
  const started = latency_start();
  tracepoint('fork:begin', oldmm);
  count_event('FORK');
  let mm = mm_alloc();
  if (mm !== NULL) {
    mmap_write_lock(mm);
    let error = mmap_write_lock_killable(oldmm);
    if (error === 0) {
      error = dup_mmap(mm, oldmm);
      mmap_write_unlock(oldmm);
    }
    mmap_write_unlock(mm);
    if (error !== 0) {
      mmput(mm);
      mm = NULL;
    }
  }
  tracepoint('fork:end', oldmm, mm);
  latency_end('fork', started);
  return mm;
}
