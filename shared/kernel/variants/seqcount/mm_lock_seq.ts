/*
 * Variant `seqcount`: the sequence number of an address space counts the acquisitions of mmap_lock for write as well as its releases. After
 * include/linux/mmap_lock.h (tip commit eb449bd96954, December 2024).
 *
 * ```
 *   mm_lock_seq     even       odd                        even       odd  …
 *   mmap_lock       ├──────────┼───────── write ──────────┼──────────┼───
 *                           begin                        end
 * ```
 * Marks are odd, so without a writer no VMA looks write-locked, however old its mark. And who has seen the same even number before and after
 * reading the address space has read it as it was, without any lock (speculate.ts).
 */

function mm_lock_seq_step(mm: mm_struct): int {
  const mm_lock_seq = mm.mm_lock_seq + 1;
  return CONFIG_SEQ_BITS < 32 ? mm_lock_seq & SEQ_NEVER : mm_lock_seq;
}

/** The writer is in. Before anything that is written under mmap_lock. */
function mm_lock_seqcount_begin(mm: mm_struct): void {
  if (!CONFIG_PER_VMA_LOCK) return;
  WRITE_ONCE(mm.mm_lock_seq, mm_lock_seq_step(mm));
  smp_wmb();
}

/** Drops the write locks of all VMAs, and says that no writer is in. Before mmap_lock is released or downgraded, never after. */
function vma_end_write_all(mm: mm_struct): void {
  mmap_assert_write_locked(mm);
  const mm_lock_seq = mm_lock_seq_step(mm);
  // Released: whatever was written under the marks comes before.
  smp_store_release(mm.mm_lock_seq, mm_lock_seq);
  tracepoint('vma_lock.end_write_all', mm, mm_lock_seq);
}
