/**
 * mbind frees a memory policy that a fault is looking at (CVE-2023-4611, mended by
 * 6c21e066f925).
 *
 * A fault takes its page from where the VMA's policy says, and takes no reference on
 * that policy: the lock that keeps the VMA keeps it too. mbind gives the VMA another
 * policy and frees the old one at once. It holds mmap_lock for write, which was enough
 * until faults did without.
 *
 * Explored: violates I3, by the writer alone. `--property I4` goes on to the fault that
 * reads the freed policy. With `FIXED=y`, where mbind marks the range first, it is
 * verified. Live it may end in that use after free: exit code 1.
 */
scenario({
  title: 'A policy that is replaced unmarked',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0, NUMA: true },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let node: int;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
  mbind(mm, BASE, PAGE_SIZE, 1);
  madvise_dontneed(mm, BASE, PAGE_SIZE);
});

override(vma_write_lock_range, (mm: mm_struct, start: ulong, end: ulong): void => {
  // Setup has nobody to keep out.
  if (FIXED || this_thread() === 0) for (let vma = find_vma(mm, start); vma !== NULL && vma.vm_start < end; vma = find_vma(mm, vma.vm_end)) vma_write_lock(vma);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('mbind', () => {
  node = 1 - node;
  mbind(mm, BASE, PAGE_SIZE, node);
});

teardown(() => {
  mmput(mm);
});
