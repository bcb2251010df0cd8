/**
 * A VMA is used for what it was: scenario 52 in the kernel's own code.
 *
 * A fault has found a VMA. munmap takes it away, and mmap is handed the same memory for
 * a new VMA in the same place. The fault raises the count and finds 1: the VMA is
 * attached. Without order between that and the fields it may still find what the VMA
 * was, or what it was while it was made: to which address space it belongs, where it
 * is, what may be done there. So the count is set with release when a VMA is attached,
 * and raised with acquire; one of them is not enough. (Reviewed by Deacon and Danton;
 * docs/memory-models.md.)
 *
 * Explored: verified, with sequential consistency; with `--memory tso` there are too
 * many stores for a buffer. With `--memory lkmm-ra --property I2` violates I2, with
 * `RELEASES=y` or `ACQUIRES=y` alone, too; with `FIXED=y`, the kernel as it is, it is
 * verified. With all properties it comes to I1 first: without the acquire a fault gets
 * in beside the writer who shut readers out until a moment ago, and still takes the VMA
 * for unmarked. mmap_lock and RCU are one step each here, and freed VMAs are all kept
 * to be used again (`VMA_CACHE_RETURNS=n`).
 */
scenario({
  title: 'Attached without release, in the kernel',
  protocol: '6.15-refcnt',
  config: { MMAP_LOCK_ATOMIC: true, RCU_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false, VMA_CACHE_RETURNS: false },
});

const BASE = 0x100000;

/** The kernel as it is: both of what follows. */
const FIXED = config('FIXED', false);
const RELEASES = config('RELEASES', false);
const ACQUIRES = config('ACQUIRES', false);

let mm: mm_struct;
let writable: boolean;

override(vma_mark_attached, (vma: vm_area_struct): void => {
  vma_assert_write_locked(vma);
  VM_BUG_ON_VMA(!vma_is_detached(vma), vma);
  if (FIXED || RELEASES) atomic_set_release(vma.vm_refcnt, 1);
  else atomic_set(vma.vm_refcnt, 1);
});

override(refcount_inc_not_zero_limited_acquire, (r: atomic_t, limit: int): int => {
  let old = atomic_read(r);
  while (old !== 0 && old < limit) {
    const seen = FIXED || ACQUIRES ? atomic_cmpxchg_acquire(r, old, old + 1) : atomic_cmpxchg_relaxed(r, old, old + 1);
    if (seen === old) break;
    old = seen;
  }
  return old;
});

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
});

thread('fault', () => {
  const vma = lock_vma_under_rcu(mm, BASE);
  if (vma === NULL) return;
  found_flags(vma, vma.vm_flags);
  vma_read_unlock(vma);
});

thread('recycle', () => {
  munmap(mm, BASE, PAGE_SIZE);
  mmap(mm, BASE, PAGE_SIZE, writable ? VM_READ | VM_WRITE : VM_READ);
  writable = !writable;
});

function found_flags(vma: vm_area_struct, vm_flags: ulong): void {}

/**
 * The fault holds the VMA, so nobody changes it: what it finds must be the newest there
 * is.
 */
observe_call(found_flags, (vma: vm_area_struct, vm_flags: ulong) => {
  check('I2', vm_flags === vma.vm_flags, vma);
});

/**
 * There is one address space only, so one that is counted, and seems to be another's,
 * was not seen as it is.
 */
observe_call(vma_put_other, (vma: vm_area_struct) => {
  check('I2', vma.vm_mm !== mm, vma);
});

teardown(() => {
  mmput(mm);
});
