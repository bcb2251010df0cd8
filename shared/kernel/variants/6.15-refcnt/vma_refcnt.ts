/*
 * Variant `6.15-refcnt`: the counter of a VMA. After include/linux/mm_types.h, include/linux/refcount.h and mm/memory.c (Linux 6.15).
 *
 * ```
 *   0                        detached: nobody gets in
 *   1                        attached
 *   2 … OFFSET - 1           readers are in; or a writer has marked it, and readers are about to back out
 *   OFFSET                   a detaching writer has drained it
 *   OFFSET + 1               a writer has shut readers out of an attached VMA, or one that detaches waits for the last of them
 *   OFFSET + 2 …             a writer waits for readers
 * ```
 */

const VMA_LOCK_OFFSET = 0x40000000;
const VMA_REF_LIMIT = VMA_LOCK_OFFSET - 1;

/** One more, unless it is 0 or at the limit; the value before. */
function refcount_inc_not_zero_limited_acquire(r: atomic_t, limit: int): int {
  let old = atomic_read(r);
  while (old !== 0 && old < limit) {
    // Acquired: who sees that the VMA is attached sees what was made of it before.
    const seen = atomic_cmpxchg_acquire(r, old, old + 1);
    if (seen === old) break;
    old = seen;
  }
  return old;
}

/** Adds `i` unless it is 0; the value then. */
function refcount_add_not_zero(i: int, r: atomic_t): int {
  let old = atomic_read(r);
  while (old !== 0) {
    const seen = atomic_cmpxchg(r, old, old + i);
    if (seen === old) return old + i;
    old = seen;
  }
  return 0;
}

/** Whether nobody is left that a writer who has shut readers out would wait for. */
function is_vma_writer_only(refcnt: int): boolean {
  return (refcnt & VMA_LOCK_OFFSET) !== 0 && refcnt <= VMA_LOCK_OFFSET + 1;
}

/**
 * A reader leaves, and wakes the writer if it is the last one. From then on the VMA may be freed, and be another one the next moment: so
 * its address space is looked up before.
 */
function vma_refcount_put(vma: vm_area_struct): void {
  const mm = vma.vm_mm;
  const refcnt = atomic_dec_return_release(vma.vm_refcnt);
  if (unlikely(is_vma_writer_only(refcnt))) rcuwait_wake_up(mm.vma_writer_wait);
}

/** Shuts readers out, and waits until those inside have left; false, when the VMA is detached and there are none to wait for. */
function __vma_enter_locked(vma: vm_area_struct, detaching: boolean): boolean {
  const target = detaching ? VMA_LOCK_OFFSET : VMA_LOCK_OFFSET + 1;
  const refcnt = refcount_add_not_zero(VMA_LOCK_OFFSET, vma.vm_refcnt);
  if (refcnt === 0) return false;
  if (unlikely(refcnt !== target)) vma_write_lock_wait(vma, target);
  return true;
}

function __vma_exit_locked(vma: vm_area_struct): void {
  atomic_sub_return_release(VMA_LOCK_OFFSET, vma.vm_refcnt);
}

function vma_write_lock_wait(vma: vm_area_struct, target: int): void {
  const start = latency_start();
  tracepoint('vma_lock.wait:begin', vma);
  const wait = vma.vm_mm.vma_writer_wait;
  prepare_to_rcuwait(wait);
  for (;;) {
    set_current_state(TASK_UNINTERRUPTIBLE);
    if (atomic_read_acquire(vma.vm_refcnt) === target) break;
    schedule();
  }
  finish_rcuwait(wait);
  tracepoint('vma_lock.wait:end', vma);
  latency_end('vma_lock.write_wait', start);
}
