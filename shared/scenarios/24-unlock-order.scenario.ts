/**
 * Marks must be dropped before mmap_lock is released, not after.
 *
 * Turned round, the next writer may have mmap_lock already, find a VMA still marked by
 * the last one, take that for his own mark, and lose it when the last one gets round to
 * dropping it.
 *
 * Explored: violates I11, as soon as somebody changes the number without holding the
 * lock. `--property I8` shows what becomes of the next writer. With `FIXED=y` it is
 * verified. Live nothing is noticed.
 */
scenario({
  title: 'mmap_lock released before the marks are dropped',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
/** Set when the threads start: setup is alone. */
let started: boolean;

override(mmap_write_unlock, (mm: mm_struct) => {
  if (FIXED || !started) vma_write_unlock_mm(mm);
  tracepoint('mmap_lock.write:end', mm);
  up_write(mm.mmap_lock);
  if (!FIXED && started) WRITE_ONCE(mm.mm_lock_seq, mm.mm_lock_seq + 1);
});

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
  started = true;
});

thread('writer', { instances: 2 }, () => {
  mmap_write_lock(mm);
  const vma = vma_lookup(mm, BASE);
  vma_write_lock(vma);
  vma.vm_flags = VM_READ | VM_WRITE;
  mmap_write_unlock(mm);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

teardown(() => {
  mmput(mm);
});
