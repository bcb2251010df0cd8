/**
 * Two faults against two writers: every interleaving of all of them.
 *
 * The faults write to a page that munmap takes away and mprotect forbids. So they come
 * under the VMA lock or are refused it, find the VMA marked, changed, split off or
 * gone, and fall back to mmap_lock; the writers wait for faults inside, and for each
 * other.
 *
 * Explored: verified. mmap_lock is one step here (MMAP_LOCK_ATOMIC), as a semaphore
 * promises; how rw_semaphore keeps that promise is scenario 32. VMA locks, RCU, tree
 * and page tables are the kernel's, access by access. With `--protocol v1-rwsem`:
 * violates I4.
 */
scenario({
  title: 'Two faults against two writers',
  config: { MMAP_LOCK_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

let mm: mm_struct;
let mapped: boolean;
let writable: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = true;
  writable = true;
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('fault', { instances: 2 }, () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('munmap', () => {
  if (mapped) munmap(mm, BASE, PAGE_SIZE);
  else mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = !mapped;
});

thread('mprotect', () => {
  writable = !writable;
  mprotect(mm, BASE, PAGE_SIZE, writable ? VM_READ | VM_WRITE : VM_READ);
});

teardown(() => {
  mmput(mm);
});
