/**
 * Two programs that share their pages since a fork.
 *
 * fork lets the child have the parent's frames and takes write access from both. Who
 * stores to such a page first gets a copy of it; who is then left alone with the old
 * frame gets write access back. So no PTE may allow stores to a frame that the other
 * program has, too, and each program keeps what it has stored. That is what fork's mark
 * is for: a thread of the parent goes on storing through its TLB (`TLB`) until all are
 * flushed, and no fault may copy the frame meanwhile. What becomes of such a store
 * without the mark: scenario 35.
 *
 * The parent is two threads, and the child runs as soon as it is there. Live there is
 * one fork at the beginning.
 *
 * Explored: verified. `faultline mutate 63` leaves out the mark, the look whether a
 * page is shared, or a lock.
 */
scenario({
  title: 'Two programs after a fork',
  config: { MMAP_LOCK_ATOMIC: true, RCU_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0, TLB: true },
});

const BASE = 0x100000;

let parent: mm_struct;
let child: mm_struct;

setup(() => {
  parent = mm_alloc();
  mmap(parent, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  user_access(parent, BASE, FAULT_FLAG_WRITE);
});

/**
 * A store that is on its way: what it needs from the page tables is in the TLB, or it
 * is not made.
 */
thread('store', () => {
  if (tlb_fill(parent, BASE, FAULT_FLAG_WRITE)) tlb_access(parent, BASE, FAULT_FLAG_WRITE);
});

thread('fault', () => {
  page_fault(parent, BASE, FAULT_FLAG_WRITE);
});

thread('fork', () => {
  if (child === NULL) child = fork(parent);
});

thread('child', () => {
  wait_until(() => child !== NULL);
  page_fault(child, BASE, FAULT_FLAG_WRITE);
});

function frame_of(mm: mm_struct): page {
  return pte_offset(pte_table_lookup(mm, BASE), BASE).page;
}

always('who may store to a frame shares it with nobody', () => child === NULL || frame_of(parent) === NULL || frame_of(parent) !== frame_of(child) || !(pte_write(parent, BASE) || pte_write(child, BASE)));

teardown(() => {
  const orphan = child;
  child = NULL;
  mmput(orphan);
  mmput(parent);
});
