/**
 * The per-VMA lock as posted on 9 January 2023 (v1 of the series, patch 12/41). After include/linux/mm.h with it applied.
 * `vma_read_unlock`, which its two variants differ in, and later forms of the lock are in variants/. What all of them define, for
 * the rest of the kernel to call: docs/variants.
 *
 * A fault takes a VMA for read by trying, never by waiting. A writer, who holds mmap_lock for write, marks VMAs with the
 * address space's sequence number; one addition to that number drops all marks at once. Readers may be refused for
 * no good reason ("false locked"); they are never admitted while a writer is inside ("false unlocked").
 *
 * Without CONFIG_PER_VMA_LOCK there is no such lock: marking does nothing, and nobody gets a VMA for read.
 */

/** Not write-locked: mm_lock_seq begins at 0. A copied VMA needs this too, for it has the other one's readers and mark. */
function vma_init_lock(vma: vm_area_struct): void {
  init_rwsem(vma.vm_lock);
  vma.vm_lock_seq = SEQ_NEVER;
}

/** Word for word, while it changes (vm_area_copy.ts). */
function vma_copy_lock(to: vm_area_struct, from: vm_area_struct): void {
  to.vm_lock_seq = from.vm_lock_seq;
  to.vm_lock.count.counter = from.vm_lock.count.counter;
  to.vm_lock.owner.counter = from.vm_lock.owner.counter;
  to.vm_lock.osq.tail = from.vm_lock.osq.tail;
  to.vm_lock.wait_lock.locked = from.vm_lock.wait_lock.locked;
  to.vm_lock.wait_list.next = from.vm_lock.wait_list.next;
  to.vm_lock.wait_list.prev = from.vm_lock.wait_list.prev;
  to.detached = from.detached;
}

/**
 * Marks a VMA as locked for write until mmap_lock is released or downgraded. Waits for its readers to leave; any
 * number of VMAs may be marked, and each as often as one likes. Needs mmap_lock for write.
 */
function vma_write_lock(vma: vm_area_struct): void {
  if (!CONFIG_PER_VMA_LOCK) return;
  const mm = vma.vm_mm;
  mmap_assert_write_locked(mm);
  // Nobody else can change either number while we hold mmap_lock.
  const mm_lock_seq = READ_ONCE(mm.mm_lock_seq);
  if (vma.vm_lock_seq === mm_lock_seq) return;

  if (!rwsem_write_trylock(vma.vm_lock)) vma_write_lock_wait(vma);
  vma.vm_lock_seq = mm_lock_seq;
  tracepoint('vma_lock.mark', vma, mm_lock_seq);
  // The semaphore is not kept: the mark is the lock.
  up_write(vma.vm_lock);
}

function vma_write_lock_wait(vma: vm_area_struct): void {
  const start = latency_start();
  tracepoint('vma_lock.wait:begin', vma);
  rwsem_down_write_slowpath(vma.vm_lock, false);
  tracepoint('vma_lock.wait:end', vma);
  latency_end('vma_lock.write_wait', start);
}

/** Locks a VMA for read if it can be had at once. The caller is in the RCU section in which it found the VMA. */
function vma_read_trylock(vma: vm_area_struct): boolean {
  if (!CONFIG_PER_VMA_LOCK) return false;
  // A cheap way out, not protected by anything: at worst, false locked.
  if (unlikely(vma.vm_lock_seq === READ_ONCE(vma.vm_mm.mm_lock_seq))) return vma_refused(vma, VMA_REFUSED_EARLY);

  if (unlikely(!down_read_trylock(vma.vm_lock))) return vma_refused(vma, VMA_REFUSED_BUSY);

  // The check that counts: with the semaphore held, nobody can mark the VMA. After 2^32 additions to mm_lock_seq an old
  // mark looks new: false locked until the next one.
  if (unlikely(vma.vm_lock_seq === READ_ONCE(vma.vm_mm.mm_lock_seq))) {
    up_read(vma.vm_lock);
    return vma_refused(vma, VMA_REFUSED_LATE);
  }
  tracepoint('vma_lock.read:begin', vma);
  return true;
}
