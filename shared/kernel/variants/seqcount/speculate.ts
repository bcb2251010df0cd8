/**
 * Variant `seqcount`: reading an address space without a lock. What was read is true if no writer has been in meanwhile; what it pointed to
 * must be kept by other means, such as an RCU section.
 */

/** What mmap_lock_speculate_begin says when a writer is in: no even number. */
const SPECULATION_FAILED = -1;

/** Begins to read; the number to end with, or SPECULATION_FAILED. */
function mmap_lock_speculate_begin(mm: mm_struct): int {
  const seq = smp_load_acquire(mm.mm_lock_seq);
  return (seq & 1) !== 0 ? SPECULATION_FAILED : seq;
}

/** Whether what was read since may be wrong. */
function mmap_lock_speculate_retry(mm: mm_struct, seq: int): boolean {
  smp_rmb();
  return READ_ONCE(mm.mm_lock_seq) !== seq;
}
