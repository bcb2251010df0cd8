/** Variant `6.4-6.13`: the sequence number of an address space. It counts the releases of mmap_lock. */

/** Nothing to do when mmap_lock has been taken for write. */
function mm_lock_seqcount_begin(mm: mm_struct): void {}

/** Drops the write locks of all VMAs. Before mmap_lock is released or downgraded, never after. */
function vma_end_write_all(mm: mm_struct): void {
  mmap_assert_write_locked(mm);
  let mm_lock_seq = mm.mm_lock_seq + 1;
  if (CONFIG_SEQ_BITS < 32) mm_lock_seq &= SEQ_NEVER;
  // Released: whatever was written under the marks comes before.
  smp_store_release(mm.mm_lock_seq, mm_lock_seq);
  tracepoint('vma_lock.end_write_all', mm, mm_lock_seq);
}
