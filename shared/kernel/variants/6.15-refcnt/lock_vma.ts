/** Variant `6.15-refcnt`: how a fault gets its VMA without mmap_lock. After mm/memory.c (Linux 6.15). */

/**
 * Finds the VMA that holds `address` and read-locks it; NULL, at any time and for any reason, means: take mmap_lock.
 *
 * A VMA that can be had is attached, for its counter is not 0. Where it is, another one may have taken its place, so it is looked up anew.
 */
function lock_vma_under_rcu(mm: mm_struct, address: ulong): vm_area_struct {
  rcu_read_lock();
  let vma = vma_lookup(mm, address);
  while (vma !== NULL) {
    const error = vma_start_read(mm, vma);
    if (likely(error === 0)) {
      rcu_read_unlock();
      // Only now that it is locked does the VMA stand still: it may have shrunk since it was found, or be another one by now.
      if (likely(address >= vma.vm_start && address < vma.vm_end)) return vma;
      vma_read_unlock(vma);
      return vma_not_locked(address);
    }
    if (error !== -EAGAIN) break;
    count_event('VMA_LOCK_MISS');
    tracepoint('miss', address, vma);
    vma = vma_lookup(mm, address);
  }
  rcu_read_unlock();
  return vma_not_locked(address);
}

/** Tells of it; NULL, for the caller to return. */
function vma_not_locked(address: ulong): vm_area_struct {
  count_event('VMA_LOCK_ABORT');
  tracepoint('abort', address);
  return NULL;
}
