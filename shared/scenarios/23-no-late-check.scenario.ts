/**
 * Without the check under the lock, a reader gets in beside a writer.
 *
 * vma_read_trylock looks at the mark twice. The first look is only a cheap way out.
 * Between it and taking the semaphore a writer may mark the VMA and give the semaphore
 * back, for the mark is the lock: only the second look sees that.
 *
 * Explored: violates I1. With `FIXED=y` it is verified. Live, a page may stay writable
 * that mprotect has made read-only; nothing here looks.
 */
scenario({
  title: 'A reader lock without the late check',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let read_only: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('mprotect', () => {
  mprotect(mm, BASE, PAGE_SIZE, read_only ? VM_READ | VM_WRITE : VM_READ);
  read_only = !read_only;
});

override(vma_read_trylock, (vma: vm_area_struct): boolean => {
  if (vma.vm_lock_seq === READ_ONCE(vma.vm_mm.mm_lock_seq)) return false;
  if (!down_read_trylock(vma.vm_lock)) return false;
  if (FIXED && vma.vm_lock_seq === READ_ONCE(vma.vm_mm.mm_lock_seq)) {
    up_read(vma.vm_lock);
    return false;
  }
  return true;
});

teardown(() => {
  mmput(mm);
});
