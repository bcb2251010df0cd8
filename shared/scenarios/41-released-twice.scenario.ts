/**
 * Who releases the VMA lock when a fault must come again: the handler, or its caller?
 * Here both do.
 *
 * At first the caller always released it (Linux 6.4). Later the handler did when it
 * said VM_FAULT_RETRY or VM_FAULT_COMPLETED, and the caller only otherwise. A handler
 * of the new kind under a caller of the old kind releases twice: the second time the
 * hold of another reader, or nobody's.
 *
 * A mistake made for the lab; no such bug was shipped as far as is known. Explored:
 * violates I6. With `FIXED=y`, where the caller keeps to the same contract, it is
 * verified. Live only the first fault may need to come again, so it will hardly ever
 * happen.
 */
scenario({
  title: 'The VMA lock is released twice',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0, MMAP_LOCK_ATOMIC: true },
});

const BASE = 0x100000;

/** The caller does as the handler expects. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let read_only: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
});

/** Releases the VMA lock when it says VM_FAULT_RETRY. */
override(vmf_anon_prepare, (vma: vm_area_struct, flags: ulong): int => {
  if (READ_ONCE(vma.anon_vma) !== NULL) return 0;
  const under_vma_lock = (flags & FAULT_FLAG_VMA_LOCK) !== 0;
  const mm = vma.vm_mm;
  if (under_vma_lock && !mmap_read_trylock(mm)) {
    vma_read_unlock(vma);
    return VM_FAULT_RETRY;
  }
  __anon_vma_prepare(vma);
  if (under_vma_lock) mmap_read_unlock(mm);
  return 0;
});

override(fault_under_vma_lock, (mm: mm_struct, address: ulong, flags: ulong): int => {
  const vma = lock_vma_under_rcu(mm, address);
  if (vma === NULL) return VM_FAULT_RETRY;
  if (access_error(vma, flags)) {
    vma_read_unlock(vma);
    count_event('VMA_LOCK_ACCESS');
    return VM_FAULT_RETRY;
  }
  const fault = handle_mm_fault(vma, address, flags | FAULT_FLAG_VMA_LOCK);
  if (!FIXED || (fault & VM_FAULT_RETRY) === 0) vma_read_unlock(vma);
  if ((fault & VM_FAULT_RETRY) !== 0) count_event('VMA_LOCK_RETRY');
  return fault;
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
