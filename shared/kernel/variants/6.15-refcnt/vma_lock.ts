/**
 * Variant `6.15-refcnt`: the per-VMA lock as a counter (vma_refcnt.ts). After include/linux/mm.h (Linux 6.15), with the correction of 2025 for a
 * VMA that has become another address space's (9bbffee67ffd).
 *
 * A freed VMA may be handed out again at once, as one of another address space: its memory stays a VMA for a grace period, no more
 * (vm_area_cache.ts). Who has found it must count itself in, where it is not 0, then see whether it is the right one, and be able to go back.
 */

/** What vma_start_read answers besides 0: the VMA is detached; there is another reason to take mmap_lock. */
const EAGAIN = 11;
const EBUSY = 16;

/** Nobody can find the VMA. Its counter stays 0: it must not be raised for a moment, for someone may be looking at what it was before. */
function vma_init_lock(vma: vm_area_struct): void {
  vma.vm_lock_seq = SEQ_NEVER;
}

/** Nothing: a copy of the counter would let in who has found what this memory was before. */
function vma_copy_lock(to: vm_area_struct, from: vm_area_struct): void {}

/**
 * Marks a VMA as locked for write until mmap_lock is released or downgraded. Waits for its readers to leave; any
 * number of VMAs may be marked, and each as often as one likes. Needs mmap_lock for write.
 */
function vma_start_write(vma: vm_area_struct): void {
  const mm = vma.vm_mm;
  mmap_assert_write_locked(mm);
  // Nobody else can change either number while we hold mmap_lock.
  const mm_lock_seq = READ_ONCE(mm.mm_lock_seq);
  if (vma.vm_lock_seq === mm_lock_seq) return;

  const locked = __vma_enter_locked(vma, false);
  // Once, for the first look of vma_start_read is without the lock.
  WRITE_ONCE(vma.vm_lock_seq, mm_lock_seq);
  tracepoint('vma_lock.mark', vma, mm_lock_seq);
  if (locked) __vma_exit_locked(vma);
}

/**
 * Locks a VMA for read if it can be had at once: 0, -EAGAIN when it is detached, or -EBUSY. `mm` is where it was found; its own vm_mm may be
 * another by now. The caller is in the RCU section in which it found the VMA.
 */
function vma_start_read(mm: mm_struct, vma: vm_area_struct): int {
  // A cheap way out, not protected by anything: at worst, false locked.
  if (unlikely(READ_ONCE(vma.vm_lock_seq) === READ_ONCE(mm.mm_lock_seq))) return vma_read_refused(mm, vma, VMA_REFUSED_EARLY);

  const refcnt = refcount_inc_not_zero_limited_acquire(vma.vm_refcnt, VMA_REF_LIMIT);
  if (unlikely(refcnt === 0)) return -EAGAIN;
  if (unlikely(refcnt >= VMA_REF_LIMIT)) return vma_read_refused(mm, vma, VMA_REFUSED_BUSY);
  if (unlikely(vma.vm_mm !== mm)) {
    vma_put_other(vma);
    return -EBUSY;
  }

  // The check that counts. Acquired: who sees that the writer has left sees what it has written.
  if (unlikely(vma.vm_lock_seq === smp_load_acquire(mm.mm_lock_seq))) {
    vma_refcount_put(vma);
    return vma_read_refused(mm, vma, VMA_REFUSED_LATE);
  }
  tracepoint('vma_lock.read:begin', vma);
  return 0;
}

/** Backs out of a VMA of another address space, which may go as soon as its last writer need not wait for us. */
function vma_put_other(vma: vm_area_struct): void {
  const mm = vma.vm_mm;
  mmgrab(mm);
  vma_refcount_put(vma);
  mmdrop(mm);
}

/** Tells of a refusal; -EBUSY, for the caller to return. */
function vma_read_refused(mm: mm_struct, vma: vm_area_struct, why: int): int {
  tracepoint('vma_lock.refused', vma, why);
  // A hint only: the writer may have left in between.
  if (why !== VMA_REFUSED_BUSY && (atomic_read(mm.mmap_lock.count) & RWSEM_WRITER_LOCKED) === 0) count_event('VMA_FALSE_LOCKED');
  return -EBUSY;
}

/**
 * The same, by the name of the posted patch, for who knows that the VMA is no other address space's: its own, or none's while it is being made
 * anew. A fault does not know: lock_vma.ts.
 */
function vma_read_trylock(vma: vm_area_struct): boolean {
  if (!CONFIG_PER_VMA_LOCK) return false;
  const mm = vma.vm_mm;
  return mm !== NULL && vma_start_read(mm, vma) === 0;
}

function vma_end_read(vma: vm_area_struct): void {
  tracepoint('vma_lock.read:end', vma);
  vma_refcount_put(vma);
}
