/**
 * fork that marks no VMAs: a store through an old TLB entry is lost (mended by
 * fb49c455323f; kernel bugzilla 217624, seen by builds of Go programs).
 *
 * fork takes write access from the parent's PTEs and flushes the TLBs once, at its end.
 * It used to have mmap_lock for write to itself meanwhile; now a fault under a VMA lock
 * may come in between. It finds a shared frame, copies it, and lets the PTE have the
 * copy. A second thread, whose TLB still allows it, stores to the frame after it was
 * copied and before the TLBs are flushed. That store is in nobody's memory any more.
 *
 * Explored: violates I7. With `FIXED=y`, where each VMA is marked before its PTEs are
 * changed, it is verified. Without TLBs (`TLB=n`) nothing is to be seen. Live the
 * window is small, and nothing looks.
 */
scenario({
  title: 'fork that marks nothing',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0, TLB: true, MMAP_LOCK_ATOMIC: true },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let child: mm_struct;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

override(dup_mmap, (mm: mm_struct, oldmm: mm_struct): int => {
  const mpnt = find_vma(oldmm, 0);
  if (FIXED) vma_write_lock(mpnt);
  const error = dup_one_vma(mm, mpnt);
  flush_tlb_mm(oldmm);
  return error;
});

/**
 * A store that is on its way when the other things happen: what it needs from the page
 * tables is in the TLB.
 */
thread('store', () => {
  if (tlb_fill(mm, BASE, FAULT_FLAG_WRITE)) tlb_access(mm, BASE, FAULT_FLAG_WRITE);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('fork', () => {
  if (child !== NULL) mmput(child);
  child = fork(mm);
});

teardown(() => {
  if (child !== NULL) mmput(child);
  mmput(mm);
});
