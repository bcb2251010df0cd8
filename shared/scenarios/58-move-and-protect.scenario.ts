/**
 * Two faults against mremap and mprotect: every interleaving of all of them.
 *
 * mremap moves a page: it marks the copy of the VMA and the VMA itself, takes the frame
 * from one PTE to the other, downgrades mmap_lock, and unmaps the old place. One fault
 * comes to the old place, the other to the new one; neither may find the page missing
 * while it is on its way. mprotect makes the page read-only before it is moved, or
 * comes too late for it.
 *
 * Explored: verified, as scenario 54 is and with what is taken for granted there.
 */
scenario({
  title: 'Two faults against mremap and mprotect',
  config: { MMAP_LOCK_ATOMIC: true, RCU_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;
const ELSEWHERE = BASE + 4 * PAGE_SIZE;

let mm: mm_struct;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('fault elsewhere', () => {
  page_fault(mm, ELSEWHERE, FAULT_FLAG_WRITE);
});

thread('mremap', () => {
  mremap(mm, BASE, PAGE_SIZE, PAGE_SIZE, MREMAP_MAYMOVE | MREMAP_FIXED, ELSEWHERE);
});

thread('mprotect', () => {
  mprotect(mm, BASE, PAGE_SIZE, VM_READ);
});

teardown(() => {
  mmput(mm);
});
