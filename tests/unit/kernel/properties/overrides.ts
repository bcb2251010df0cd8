/** Mistakes in the kernel that more than one test makes, as overrides. */

export const PAST_WAITERS = `override(down_read_trylock, (sem: rw_semaphore): boolean => {
  let count = atomic_read(sem.count);
  while ((count & RWSEM_WRITER_LOCKED) === 0) {
    const seen = atomic_cmpxchg_acquire(sem.count, count, count + RWSEM_READER_BIAS);
    if (seen === count) {
      rwsem_set_reader_owned(sem);
      return true;
    }
    count = seen;
  }
  return false;
});`;

export const MARKED_UNLOCKED = `override(vma_write_lock, (vma: vm_area_struct) => { vma.vm_lock_seq = vma.vm_mm.mm_lock_seq; });`;

export const NO_LATE_CHECK = `override(vma_read_trylock, (vma: vm_area_struct): boolean => {
  if (vma.vm_lock_seq === READ_ONCE(vma.vm_mm.mm_lock_seq)) return false;
  return down_read_trylock(vma.vm_lock);
});`;

/** Nobody has it for write when it is asked for: it was held until then. */
export const LOCKS_AGAIN_IN_FAULT = `override(vmf_anon_prepare, (vma: vm_area_struct, flags: ulong): int => {
  const mm = vma.vm_mm;
  if (!mmap_read_trylock(mm)) return VM_FAULT_RETRY;
  mmap_read_unlock(mm);
  mmap_read_lock(mm);
  __anon_vma_prepare(vma);
  mmap_read_unlock(mm);
  return 0;
});`;

export const NOT_ZAPPED = `override(zap_pte_range, (table: pte_table, start: ulong, end: ulong) => {});`;
