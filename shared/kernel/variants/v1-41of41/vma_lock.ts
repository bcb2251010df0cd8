/*
 * Variant `v1-41of41`: the per-VMA lock with the last patch of the posted series, which was never merged. It takes the place of the semaphore,
 * on two premises: readers never wait, and an address space has one writer at a time.
 *
 * Its defects, found in review, are here. A reader that leaves looks up the wait queue in the VMA when it holds it no more, and there may be no
 * VMA then. And a writer that waits leaves no trace in the count: as long as some reader is in, others may come.
 */

const VMA_LOCK_WRITER = -1;

/** A remedy for the first of them. Off: as posted. */
const CONFIG_WAKE_UP_BY_MM = config('WAKE_UP_BY_MM', false);

/** Not write-locked: mm_lock_seq begins at 0. */
function vma_init_lock(vma: vm_area_struct): void {
  atomic_set(vma.vm_lock.count, 0);
  vma.vm_lock_seq = SEQ_NEVER;
}

/** Word for word, while it changes (vm_area_copy.ts). */
function vma_copy_lock(to: vm_area_struct, from: vm_area_struct): void {
  to.vm_lock_seq = from.vm_lock_seq;
  to.vm_lock.count.counter = from.vm_lock.count.counter;
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

  if (!vma_write_trylock(vma)) vma_write_lock_wait(vma);
  vma.vm_lock_seq = mm_lock_seq;
  tracepoint('vma_lock.mark', vma, mm_lock_seq);
  // The count is not kept: the mark is the lock.
  smp_wmb();
  atomic_set(vma.vm_lock.count, 0);
}

function vma_write_trylock(vma: vm_area_struct): boolean {
  return atomic_cmpxchg(vma.vm_lock.count, 0, VMA_LOCK_WRITER) === 0;
}

function vma_write_lock_wait(vma: vm_area_struct): void {
  const start = latency_start();
  tracepoint('vma_lock.wait:begin', vma);
  const wq_head = vma.vm_mm.vma_writer_wait;
  const wait = local<wait_queue_entry>();
  for (;;) {
    prepare_to_wait(wq_head, wait);
    if (vma_write_trylock(vma)) break;
    schedule();
  }
  finish_wait(wq_head, wait);
  tracepoint('vma_lock.wait:end', vma);
  latency_end('vma_lock.write_wait', start);
}

/** atomic_inc_unless_negative, which is fully ordered: one reader more, unless a writer is in; the count then, which is negative where there was no room. */
function vma_count_reader(vma: vm_area_struct): int {
  let count = atomic_read(vma.vm_lock.count);
  while (count >= 0) {
    const seen = atomic_cmpxchg(vma.vm_lock.count, count, count + 1);
    if (seen === count) return count + 1;
    count = seen;
  }
  return VMA_LOCK_WRITER;
}

/** Locks a VMA for read if it can be had at once. The caller is in the RCU section in which it found the VMA. */
function vma_read_trylock(vma: vm_area_struct): boolean {
  if (!CONFIG_PER_VMA_LOCK) return false;
  // A cheap way out, not protected by anything: at worst, false locked.
  if (unlikely(vma.vm_lock_seq === READ_ONCE(vma.vm_mm.mm_lock_seq))) return vma_refused(vma, VMA_REFUSED_EARLY);

  const count = vma_count_reader(vma);
  if (unlikely(count < 0)) {
    // More readers than the word can count.
    if (count !== VMA_LOCK_WRITER) vma_uncount_reader(vma);
    return vma_refused(vma, VMA_REFUSED_BUSY);
  }

  // The check that counts: while we are counted, nobody can mark the VMA.
  if (unlikely(vma.vm_lock_seq === READ_ONCE(vma.vm_mm.mm_lock_seq))) {
    vma_uncount_reader(vma);
    return vma_refused(vma, VMA_REFUSED_LATE);
  }
  tracepoint('vma_lock.read:begin', vma);
  return true;
}

/** From the first access on, the VMA may be freed; the second reads it, unless its mm is known by then. The fault is one of the mm's users. */
function vma_uncount_reader(vma: vm_area_struct): void {
  const mm = CONFIG_WAKE_UP_BY_MM ? vma.vm_mm : NULL;
  if (atomic_dec_and_test(vma.vm_lock.count)) wake_up(CONFIG_WAKE_UP_BY_MM ? mm.vma_writer_wait : vma.vm_mm.vma_writer_wait);
}

function vma_read_unlock(vma: vm_area_struct): void {
  tracepoint('vma_lock.read:end', vma);
  vma_uncount_reader(vma);
}
