/** The sequence number of an address space, as posted: it counts the releases of mmap_lock. */

/** Nothing to do when mmap_lock has been taken for write. */
function mm_lock_seqcount_begin(mm: mm_struct): void {}

/** Drops the write locks of all VMAs. Before mmap_lock is released or downgraded, never after. */
function vma_write_unlock_mm(mm: mm_struct): void {
  if (!CONFIG_PER_VMA_LOCK) return;
  mmap_assert_write_locked(mm);
  let mm_lock_seq = mm.mm_lock_seq + 1;
  if (CONFIG_SEQ_BITS < 32) mm_lock_seq &= SEQ_NEVER;
  WRITE_ONCE(mm.mm_lock_seq, mm_lock_seq);
  tracepoint('vma_lock.end_write_all', mm, mm_lock_seq);
}
