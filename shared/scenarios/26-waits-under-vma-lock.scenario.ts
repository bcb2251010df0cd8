/**
 * A fault that waits for mmap_lock while it holds a VMA lock is a deadlock.
 *
 * The first page of an anonymous VMA needs its anon_vma, and that needs mmap_lock. A
 * writer who has mmap_lock waits for the readers of the VMA that he marks. So the fault
 * may only try, and come again without the VMA lock (VMA_LOCK_RETRY).
 *
 * Explored: violates L3, at the first sleep in the fast path. `--property none` goes on
 * to the deadlock (L1). With `FIXED=y` it is verified. Live only the very first fault
 * does this, so it will hardly ever end in that deadlock (exit code 1).
 */
scenario({
  title: 'Waiting for mmap_lock under a VMA lock',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let read_only: boolean;

override(vmf_anon_prepare, (vma: vm_area_struct, flags: ulong): int => {
  if (READ_ONCE(vma.anon_vma) !== NULL) return 0;
  const under_vma_lock = (flags & FAULT_FLAG_VMA_LOCK) !== 0;
  const mm = vma.vm_mm;
  if (under_vma_lock) {
    if (!FIXED) mmap_read_lock(mm);
    else if (!mmap_read_trylock(mm)) return VM_FAULT_RETRY;
  }
  __anon_vma_prepare(vma);
  if (under_vma_lock) mmap_read_unlock(mm);
  return 0;
});

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  // A neighbour has its page already, so that the page tables are there.
  mmap(mm, BASE + 2 * PAGE_SIZE, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE + 2 * PAGE_SIZE, FAULT_FLAG_WRITE);
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
