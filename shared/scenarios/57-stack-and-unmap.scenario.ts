/**
 * Two faults against a stack that grows and munmap: every interleaving of all of them.
 *
 * A third fault is below the stack. It finds no VMA, lets mmap_lock go, takes it for
 * write, looks again, marks the stack, lets it grow, downgrades, and maps its page.
 * While it holds nothing, munmap may take the stack away. The two others are in the
 * stack, and hold its lock or are refused it.
 *
 * Explored: verified, as scenario 54 is and with what is taken for granted there.
 */
scenario({
  title: 'Two faults against a growing stack and munmap',
  config: { MMAP_LOCK_ATOMIC: true, RCU_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0, LOCK_MM_AND_FIND_VMA: true },
});

const BELOW = 0x100000;
const BASE = BELOW + PAGE_SIZE;

let mm: mm_struct;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE | VM_GROWSDOWN);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('fault', { instances: 2 }, () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('grow', () => {
  page_fault(mm, BELOW, FAULT_FLAG_WRITE);
});

thread('munmap', () => {
  munmap(mm, BELOW, 2 * PAGE_SIZE);
});

teardown(() => {
  mmput(mm);
});
