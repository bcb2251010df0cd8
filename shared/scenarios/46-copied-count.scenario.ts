/**
 * A split copies the count of the VMA, too, into memory that somebody still takes for
 * another one.
 *
 * Where freed VMAs are handed out again at once (6.15-refcnt), a fault may hold on to
 * one that is about to become a copy of another. Its count is 0, which keeps the fault
 * out; copied word for word, as before, it is 1 for a moment. The fault gets in, the
 * split sets the count to 0 again, and nobody knows of the reader.
 *
 * The kernel copies the fields one by one and leaves the count alone
 * (vm_area_init_from, 3104138517fc), so this bug was never shipped.
 *
 * Explored: violates I13, and with `--property I6` a reader that is not counted. With
 * `FIXED=y` it is verified.
 */
scenario({
  title: 'A reference count that is copied',
  protocol: '6.15-refcnt',
  config: { MMAP_LOCK_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false, VMA_CACHE_RETURNS: false },
});

const BASE = 0x100000;
const BESIDE = BASE + 4 * PAGE_SIZE;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let split: boolean;

override(vm_area_dup, (orig: vm_area_struct): vm_area_struct => {
  const vma = vm_area_cache_alloc();
  if (vma === NULL) return NULL;
  vm_area_copy(vma, orig);
  if (!FIXED) {
    atomic_set(vma.vm_refcnt, atomic_read(orig.vm_refcnt));
    atomic_set(vma.vm_refcnt, 0);
  }
  vma_init_lock(vma);
  return vma;
});

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mmap(mm, BESIDE, 2 * PAGE_SIZE, VM_READ | VM_WRITE);
});

thread('fault', () => {
  const vma = lock_vma_under_rcu(mm, BASE);
  if (vma !== NULL) vma_read_unlock(vma);
});

thread('split', () => {
  if (split) {
    mprotect(mm, BESIDE, PAGE_SIZE, VM_READ | VM_WRITE);
    mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  } else {
    munmap(mm, BASE, PAGE_SIZE);
    mprotect(mm, BESIDE, PAGE_SIZE, VM_READ);
  }
  split = !split;
});

teardown(() => {
  mmput(mm);
});
