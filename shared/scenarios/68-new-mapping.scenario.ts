/**
 * A fault in what is just being mapped.
 *
 * mmap makes a VMA, marks it, says that it belongs to the tree (*attached*, where the
 * lock knows such a thing), and then puts it there. From then on a fault may find it
 * and has to stay out until mmap_lock is released. Nobody can hold a VMA that is not
 * attached yet, so marking it must not wait for readers: in `6.15-refcnt` the count of
 * such a VMA is 0, and who waited for it to become that of a lock would wait for ever.
 *
 * Nothing is mapped when the threads start. A fault that comes too early ends in
 * SIGSEGV.
 *
 * Explored: verified. What happens to an unmarked VMA: scenario 17.
 */
scenario({
  title: 'A fault in a new mapping',
  config: { MMAP_LOCK_ATOMIC: true, RCU_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

let mm: mm_struct;

setup(() => {
  mm = mm_alloc();
});

thread('mmap', () => {
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

teardown(() => {
  mmput(mm);
});
