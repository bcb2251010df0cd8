/**
 * Two faults against a split and a merge: every interleaving of all of them.
 *
 * mprotect makes the lower of two pages read-only, which splits their VMA; another
 * mprotect makes it writable again, which merges the two. A fault on the upper page
 * finds the VMA before, the new one that is split off, or that one when it has been
 * merged away again; it must end in the one that holds its address. A fault on the
 * lower page may find its access forbidden.
 *
 * Explored: verified, as scenario 54 is and with what is taken for granted there.
 */
scenario({
  title: 'Two faults against a split and a merge',
  config: { MMAP_LOCK_ATOMIC: true, RCU_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;
const UPPER = BASE + PAGE_SIZE;

let mm: mm_struct;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, 2 * PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
  page_fault(mm, UPPER, FAULT_FLAG_WRITE);
});

thread('fault below', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('fault above', () => {
  page_fault(mm, UPPER, FAULT_FLAG_WRITE);
});

thread('split', () => {
  mprotect(mm, BASE, PAGE_SIZE, VM_READ);
});

thread('merge', () => {
  mprotect(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
});

teardown(() => {
  mmput(mm);
});
