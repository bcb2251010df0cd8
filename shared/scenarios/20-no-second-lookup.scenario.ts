/**
 * A fault that does not look its VMA up again maps a page where nothing is mapped.
 *
 * munmap marks the VMA, erases it and downgrades mmap_lock, which drops the mark: from
 * then on the VMA can be locked again by a fault that found it before. That is why
 * lock_vma_under_rcu looks the address up once more under the lock (later kernels look
 * at a flag instead).
 *
 * Explored: violates I9, when such a VMA is returned. `--property I7` goes on to the
 * page that nobody will ever take away. With `FIXED=y` it is verified. Live, the leak
 * check or a use after free may tell.
 */
scenario({
  title: 'A fault without the second lookup',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let mapped: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = true;
  // The page tables are there already, and stay for the neighbour's sake.
  mmap(mm, BASE + 2 * PAGE_SIZE, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
  madvise_dontneed(mm, BASE, PAGE_SIZE);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('munmap', () => {
  if (mapped) munmap(mm, BASE, PAGE_SIZE);
  else mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = !mapped;
});

override(lock_vma_under_rcu, (mm: mm_struct, address: ulong): vm_area_struct => {
  rcu_read_lock();
  let vma = vma_lookup(mm, address);
  if (vma !== NULL && !vma_read_trylock(vma)) vma = NULL;
  if (vma !== NULL && (address < vma.vm_start || address >= vma.vm_end || (FIXED && vma_lookup(mm, address) !== vma))) {
    vma_read_unlock(vma);
    vma = NULL;
  }
  rcu_read_unlock();
  if (vma === NULL) count_event('VMA_LOCK_ABORT');
  return vma;
});

teardown(() => {
  mmput(mm);
});
