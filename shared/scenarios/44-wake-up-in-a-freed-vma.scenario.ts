/**
 * The last reader looks for the wait queue in a VMA that is freed: the defect of
 * scenario 11 without a semaphore.
 *
 * Patch 41/41 put an atomic count in the place of the semaphore, and one wait queue for
 * the whole address space. A reader that takes the count to 0 wakes the queue of
 * `vma.vm_mm`. But at 0 a writer may have the lock, erase the VMA and free it; the
 * reader then reads `vm_mm` of freed memory. Jann Horn and Matthew Wilcox found it in
 * review, and the patch was not merged.
 *
 * Explored: violates I4. With `FIXED=y`, where the address space is read before the
 * count drops, it is verified: the fault is one of its users.
 */
scenario({
  title: 'A wake-up in a VMA that is freed',
  protocol: 'v1-41of41',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

/** The remedy. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let mapped: boolean;

override(vma_uncount_reader, (vma: vm_area_struct) => {
  if (FIXED) {
    const mm = vma.vm_mm;
    if (atomic_dec_and_test(vma.vm_lock.count)) wake_up(mm.vma_writer_wait);
  } else if (atomic_dec_and_test(vma.vm_lock.count)) {
    wake_up(vma.vm_mm.vma_writer_wait);
  }
});

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = true;
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('munmap', () => {
  if (mapped) munmap(mm, BASE, PAGE_SIZE);
  else mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = !mapped;
});

teardown(() => {
  mmput(mm);
});
