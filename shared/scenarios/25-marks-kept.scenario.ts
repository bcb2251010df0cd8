/**
 * A writer that forgets to drop its marks shuts faults out for ever, and the next
 * writer in front of readers.
 *
 * The VMA stays marked: every fault in it is refused and goes to mmap_lock, although
 * nobody writes. No page is wrong, it is only slow; so it would not be noticed. And the
 * next writer, who finds his mark there, does not wait for readers.
 *
 * Explored: violates L4. With `FIXED=y` it is verified. Live: look at VMA_LOCK_ABORT
 * and VMA_FALSE_LOCKED, which should not grow like that.
 */
scenario({
  title: 'Marks that are never dropped',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let read_only: boolean;
/** Set when the threads start: setup is alone. */
let started: boolean;

override(mmap_write_unlock, (mm: mm_struct) => {
  if (FIXED || !started) vma_write_unlock_mm(mm);
  tracepoint('mmap_lock.write:end', mm);
  up_write(mm.mmap_lock);
});

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
  started = true;
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('mprotect', () => {
  mprotect(mm, BASE, PAGE_SIZE, read_only ? VM_READ | VM_WRITE : VM_READ);
  read_only = !read_only;
});

teardown(() => {
  mmput(mm);
});
