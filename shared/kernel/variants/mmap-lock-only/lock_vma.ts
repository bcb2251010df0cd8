/** Variant `mmap-lock-only`: a fault gets no VMA without mmap_lock. */

/** NULL: take mmap_lock. */
function lock_vma_under_rcu(mm: mm_struct, address: ulong): vm_area_struct {
  return NULL;
}
