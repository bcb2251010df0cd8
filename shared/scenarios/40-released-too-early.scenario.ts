/**
 * A fault lets go of its VMA, and then of a lock that it finds through that VMA
 * (CVE-2024-47676, mended by 98b74bb4d7e9).
 *
 * hugetlb has a lock of its own for each mapping, found through the VMA. When the VMA's
 * anon_vma could not be prepared, the helper that had tried released the VMA lock and
 * said VM_FAULT_RETRY; the fault went on to release its own lock, by way of a VMA that
 * munmap may have freed by then. What finds everything else has to be released last.
 *
 * The lab has no huge pages: the lock and the fault that takes it stand here. Explored:
 * violates I4. With `FIXED=y` it is verified. Live only the first fault has an anon_vma
 * to prepare, so it will hardly ever happen.
 */
scenario({
  title: 'The VMA lock is not the last to be released',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0, MMAP_LOCK_ATOMIC: true },
});

const BASE = 0x100000;
const VM_HUGETLB = 0x400000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let hugetlb_lock: Embedded<rw_semaphore>;
let mapped: boolean;

setup(() => {
  init_rwsem(hugetlb_lock);
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE | VM_HUGETLB);
  mapped = true;
});

/** The lock is looked for in the VMA each time. */
function hugetlb_vma_lock_read(vma: vm_area_struct): void {
  if ((vma.vm_flags & VM_HUGETLB) !== 0) down_read(hugetlb_lock);
}

function hugetlb_vma_unlock_read(vma: vm_area_struct): void {
  if ((vma.vm_flags & VM_HUGETLB) !== 0) up_read(hugetlb_lock);
}

function hugetlb_fault(vma: vm_area_struct, address: ulong): int {
  hugetlb_vma_lock_read(vma);
  const fault = vmf_anon_prepare(vma, FAULT_FLAG_WRITE | FAULT_FLAG_VMA_LOCK);
  if (!FIXED && fault !== 0) vma_read_unlock(vma);
  hugetlb_vma_unlock_read(vma);
  if (FIXED || fault === 0) vma_read_unlock(vma);
  return fault;
}

/** Whoever handles a fault releases the VMA lock; the caller does not. */
override(fault_under_vma_lock, (mm: mm_struct, address: ulong, flags: ulong): int => {
  const vma = lock_vma_under_rcu(mm, address);
  const fault = vma !== NULL ? hugetlb_fault(vma, address) : VM_FAULT_RETRY;
  if (vma !== NULL && fault !== 0) count_event('VMA_LOCK_RETRY');
  return fault;
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('munmap', () => {
  if (mapped) munmap(mm, BASE, PAGE_SIZE);
  else mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE | VM_HUGETLB);
  mapped = !mapped;
});

teardown(() => {
  mmput(mm);
});
