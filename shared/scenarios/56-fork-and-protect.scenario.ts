/**
 * Two faults against fork and mprotect: every interleaving of all of them.
 *
 * fork marks the VMA, shares its frame with the child, takes write access from both
 * PTEs, and flushes the TLBs; a fault that comes afterwards copies the frame. mprotect
 * forbids writing, before fork or after it. Each fault is a store through its thread's
 * TLB (TLB): it may still hit the frame by an old entry, and no copy may miss it.
 *
 * Explored: verified, as scenario 54 is and with what is taken for granted there. What
 * it is when fork marks nothing: scenario 35.
 */
scenario({
  title: 'Two faults against fork and mprotect',
  config: { MMAP_LOCK_ATOMIC: true, RCU_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0, TLB: true },
});

const BASE = 0x100000;

let mm: mm_struct;
let child: mm_struct;
let writable: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  writable = true;
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('store', { instances: 2 }, () => {
  user_access(mm, BASE, FAULT_FLAG_WRITE);
});

thread('fork', () => {
  if (child !== NULL) mmput(child);
  child = fork(mm);
});

thread('mprotect', () => {
  writable = !writable;
  mprotect(mm, BASE, PAGE_SIZE, writable ? VM_READ | VM_WRITE : VM_READ);
});

teardown(() => {
  if (child !== NULL) mmput(child);
  mmput(mm);
});
