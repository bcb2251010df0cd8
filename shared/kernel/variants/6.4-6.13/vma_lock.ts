/*
 * Variant `6.4-6.13`: the per-VMA lock as merged. After include/linux/mm.h (Linux 6.5).
 *
 * What a fault does is as posted, but: the lock is an object of its own; releasing it is in an RCU section; the mark is written and read by
 * WRITE_ONCE and READ_ONCE; and mm_lock_seq is released and acquired, so that who sees a mark dropped sees all that was done under it
 * (mm_lock_seq.ts). The kernel's names for it are here, the lab's names of the interface in vma_lock_names.ts.
 */

function vma_init_lock(vma: vm_area_struct): void {
  init_rwsem(vma.vm_lock.lock);
  vma.vm_lock_seq = SEQ_NEVER;
}

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

  if (!rwsem_write_trylock(vma.vm_lock.lock)) vma_write_lock_wait(vma);
  // Once, for the first look of vma_start_read is without the lock.
  WRITE_ONCE(vma.vm_lock_seq, mm_lock_seq);
  tracepoint('vma_lock.mark', vma, mm_lock_seq);
  up_write(vma.vm_lock.lock);
}

function vma_write_lock_wait(vma: vm_area_struct): void {
  const start = latency_start();
  tracepoint('vma_lock.wait:begin', vma);
  rwsem_down_write_slowpath(vma.vm_lock.lock, false);
  tracepoint('vma_lock.wait:end', vma);
  latency_end('vma_lock.write_wait', start);
}

/** Locks a VMA for read if it can be had at once. The caller is in the RCU section in which it found the VMA. */
function vma_start_read(vma: vm_area_struct): boolean {
  // A cheap way out, not protected by anything: at worst, false locked.
  if (unlikely(READ_ONCE(vma.vm_lock_seq) === READ_ONCE(vma.vm_mm.mm_lock_seq))) return vma_refused(vma, VMA_REFUSED_EARLY);

  if (unlikely(!down_read_trylock(vma.vm_lock.lock))) return vma_refused(vma, VMA_REFUSED_BUSY);

  // The check that counts. Acquired: who sees that the writer has left sees what it has written.
  if (unlikely(vma.vm_lock_seq === smp_load_acquire(vma.vm_mm.mm_lock_seq))) {
    up_read(vma.vm_lock.lock);
    return vma_refused(vma, VMA_REFUSED_LATE);
  }
  tracepoint('vma_lock.read:begin', vma);
  return true;
}

/** The same, by the name of the posted patch. */
function vma_read_trylock(vma: vm_area_struct): boolean {
  return CONFIG_PER_VMA_LOCK && vma_start_read(vma);
}

/** The RCU section keeps the lock's memory until up_read has finished with it. */
function vma_end_read(vma: vm_area_struct): void {
  rcu_read_lock();
  tracepoint('vma_lock.read:end', vma);
  up_read(vma.vm_lock.lock);
  rcu_read_unlock();
}
