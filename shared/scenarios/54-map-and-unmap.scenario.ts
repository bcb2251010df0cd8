/**
 * Two faults against munmap and mmap of the same page: every interleaving of all of
 * them.
 *
 * munmap erases the VMA, downgrades mmap_lock, and empties the range while others
 * already run. mmap comes before it and finds the page taken, or after it, when it has
 * to wait for the read lock; then there is another VMA at the same address, and a fault
 * that found the first one must not use it.
 *
 * Explored: verified. mmap_lock is one step here (MMAP_LOCK_ATOMIC) and so is what RCU
 * does (RCU_ATOMIC), as they promise; VMA locks, tree and page tables are the kernel's,
 * access by access. `v1-rwsem` and `v1-41of41` violate I4; the latter with
 * `WAKE_UP_BY_MM=y` does not.
 */
scenario({
  title: 'Two faults against munmap and mmap',
  config: { MMAP_LOCK_ATOMIC: true, RCU_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

let mm: mm_struct;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('fault', { instances: 2 }, () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('munmap', () => {
  munmap(mm, BASE, PAGE_SIZE);
});

thread('mmap', () => {
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
});

teardown(() => {
  mmput(mm);
});
