/**
 * A release that touches nothing afterwards needs no RCU.
 *
 * Matthew Wilcox reminded of `struct completion`, which exists because locks may be
 * touched after they were released. Here is a release for readers in that spirit:
 * whoever is the last and sees a waiter finds out whom to wake *before* letting go.
 * Letting go is then one atomic operation, the last access to the semaphore; tasks are
 * never freed, so the wake-up is safe.
 *
 * It relies on what is special about VMA locks: at most one writer waits, and he stays
 * until the count is zero. Explored: verified, in the variant as posted. Live: no
 * dearer than the original while nobody waits, and without the two stores of the RCU
 * section.
 */
scenario({
  title: 'A reader release that touches nothing afterwards',
  protocol: 'v1-rwsem',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

let mm: mm_struct;
let mapped: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = true;
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('munmap', () => {
  if (mapped) munmap(mm, BASE, PAGE_SIZE);
  else mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = !mapped;
});

/** The task at the head of the wait list; it cannot leave while this reader is counted. */
function rwsem_first_task(sem: rw_semaphore): task_struct {
  spin_lock(sem.wait_lock);
  const task = rwsem_first_waiter(sem).task;
  spin_unlock(sem.wait_lock);
  return task;
}

override(vma_read_unlock, (vma: vm_area_struct) => {
  const sem = vma.vm_lock;
  let task: task_struct = NULL;
  let count = atomic_read(sem.count);
  for (;;) {
    // The last reader, with somebody waiting: whom, must be known before.
    const last = (count & RWSEM_READER_MASK) === RWSEM_READER_BIAS;
    if (last && (count & RWSEM_FLAG_WAITERS) !== 0 && task === NULL) task = rwsem_first_task(sem);
    tracepoint('vma_lock.read:end', vma);
    const seen = atomic_cmpxchg_release(sem.count, count, count - RWSEM_READER_BIAS);
    if (seen === count) break;
    count = seen;
  }
  if (task !== NULL) wake_up_process(task);
});

teardown(() => {
  mmput(mm);
});
