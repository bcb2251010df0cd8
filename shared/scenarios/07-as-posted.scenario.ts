/**
 * The defect of the posted patch: up_read() touches a VMA that may be gone.
 *
 * Releasing a semaphore takes two steps. The reader takes itself out of the count;
 * then, if somebody waits, it looks at the wait list to wake him. Between the two the
 * lock is free. A writer that has just queued itself takes it without being woken,
 * unmaps the VMA and frees it, and the reader's second step goes into freed memory.
 * Jann Horn saw this in review. The remedy, an RCU section around up_read, is in the
 * variant `v1-rwsem-rcu`, which scenarios are about that name no other.
 *
 * All that the load can do is widen the window: more threads than cores on a few pages,
 * a writer that always queues instead of spinning, and VMAs freed one by one. It still
 * takes a thread being preempted between two instructions while a grace period passes:
 * a run of seconds will most likely end well, a run of many minutes may not. If it ends
 * with a report of a use after free in up_read or rwsem_wake, that is no fault of the
 * lab: it is the finding.
 *
 * On the timeline: `vma_lock.wait` on the 'munmap' lane is the writer queued behind a
 * reader. The window opens each time. In the counters: nothing tells of it. That is
 * what exploration is for. Make it small, in Config or with --config: `PAGES=1 FAULTS=1`.
 */
scenario({
  title: 'up_read() as posted: a use after free',
  protocol: 'v1-rwsem',
  cores: 4,
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const PAGES = config('PAGES', 4);
const FAULTS = config('FAULTS', 6);
const LENGTH = PAGES * PAGE_SIZE;
const BASE = 0x100000;

let mm: mm_struct;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, LENGTH, VM_READ | VM_WRITE);
});

thread('fault', { instances: FAULTS }, () => {
  page_fault(mm, BASE + pick(PAGES) * PAGE_SIZE, FAULT_FLAG_WRITE);
});

thread('munmap', () => {
  // Waits for faults to come in again, so that there is somebody to queue behind.
  for (let page = 0; page < PAGES; page++) page_fault(mm, BASE + page * PAGE_SIZE, FAULT_FLAG_WRITE);
  munmap(mm, BASE, LENGTH);
  mmap(mm, BASE, LENGTH, VM_READ | VM_WRITE);
});

always('the mapping is one VMA or none', () => mm === NULL || mm.map_count <= 1);

teardown(() => {
  const done = mm;
  mm = NULL;
  mmput(done);
});
