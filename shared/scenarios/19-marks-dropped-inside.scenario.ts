/**
 * A helper drops all marks in the middle of a write section.
 *
 * mm_drop_all_locks undoes mm_take_all_locks; it used to end by dropping the VMA marks
 * too (found by Jann Horn, who called it luck that no caller minded). But marks belong
 * to whoever holds mmap_lock: the writer here has marked a VMA, calls the helper, and
 * goes on changing what faults may lock again.
 *
 * Explored: violates I8. `--property I1` shows the fault inside. With `FIXED=y` it is
 * verified. Live nothing is noticed.
 */
scenario({
  title: 'Marks dropped by a helper',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

override(mm_drop_all_locks, (mm: mm_struct) => {
  if (!FIXED) vma_write_unlock_mm(mm);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('writer', () => {
  mmap_write_lock(mm);
  const vma = vma_lookup(mm, BASE);
  vma_write_lock(vma);
  mm_drop_all_locks(mm);
  vma.vm_flags = VM_READ;
  vma.vm_flags = VM_READ | VM_WRITE;
  mmap_write_unlock(mm);
});

teardown(() => {
  mmput(mm);
});
