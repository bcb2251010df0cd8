/**
 * A fault that does not check the range may lock a VMA that has shrunk.
 *
 * A split leaves the old VMA with a part of its range. A fault that found it before and
 * locks it after has the wrong VMA for its address. The second lookup of the posted
 * patch would notice that too. Later kernels have none: a flag says whether the VMA is
 * still in the tree, which this one is. So with the flag, it is the range check alone
 * that notices.
 *
 * Explored: violates I9. With `FIXED=y` it is verified. Live, a fault may get the
 * access rights of the part beside it.
 */
scenario({
  title: 'A fault without the range check',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let split: boolean;

override(lock_vma_under_rcu, (mm: mm_struct, address: ulong): vm_area_struct => {
  rcu_read_lock();
  let vma = vma_lookup(mm, address);
  if (vma !== NULL && !vma_read_trylock(vma)) vma = NULL;
  // In place of the second lookup, the flag.
  if (vma !== NULL && (vma_is_detached(vma) || (FIXED && (address < vma.vm_start || address >= vma.vm_end)))) {
    vma_read_unlock(vma);
    vma = NULL;
  }
  rcu_read_unlock();
  if (vma === NULL) count_event('VMA_LOCK_ABORT');
  return vma;
});

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, 2 * PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('mprotect', () => {
  mprotect(mm, BASE + PAGE_SIZE, PAGE_SIZE, split ? VM_READ | VM_WRITE : VM_READ);
  split = !split;
});

teardown(() => {
  mmput(mm);
});
