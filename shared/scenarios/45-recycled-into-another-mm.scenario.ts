/**
 * A VMA that has become another address space's, and the address space is gone.
 *
 * Where freed VMAs are handed out again at once (6.15-refcnt), a fault may count itself
 * into one that is another address space's by now. It backs out, and must wake the
 * writer there if he waits for it. But he need not wait to be woken: once the count has
 * dropped he may look at it by himself, go on, and be the last to use his address
 * space. So the fault wakes somebody through memory that is freed (CVE-2025-38554).
 *
 * The fix keeps the other address space's struct while it backs out: mmgrab before the
 * count is dropped, mmdrop after it (9bbffee67ffd).
 *
 * Explored: violates I4. With `FIXED=y` it is verified. Freed VMAs are all kept to be
 * used again here (`VMA_CACHE_RETURNS=n`).
 */
scenario({
  title: 'A VMA recycled into an address space that ends',
  protocol: '6.15-refcnt',
  config: { MMAP_LOCK_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false, VMA_CACHE_RETURNS: false },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mine: mm_struct;
let other: mm_struct;
let gone: boolean;

override(vma_put_other, (vma: vm_area_struct) => {
  const mm = vma.vm_mm;
  if (FIXED) mmgrab(mm);
  vma_refcount_put(vma);
  if (FIXED) mmdrop(mm);
});

setup(() => {
  mine = mm_alloc();
  other = mm_alloc();
  mmap(mine, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
});

thread('fault', () => {
  page_fault(mine, BASE, FAULT_FLAG_WRITE);
});

thread('recycle', () => {
  if (gone) {
    other = mm_alloc();
    mmap(mine, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  } else {
    munmap(mine, BASE, PAGE_SIZE);
    mmap(other, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
    mmput(other);
  }
  gone = !gone;
});

teardown(() => {
  mmput(mine);
  if (!gone) mmput(other);
});
