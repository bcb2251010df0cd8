/** How a fault gets its VMA without mmap_lock. */

/**
 * Finds the VMA that holds `address` and read-locks it; NULL, at any time and for any reason, means: take mmap_lock.
 * Patch 28/41 of the posted series. (Its test for anonymous memory is always true here.)
 */
function lock_vma_under_rcu(mm: mm_struct, address: ulong): vm_area_struct {
  rcu_read_lock();
  let vma = vma_lookup(mm, address);
  while (vma !== NULL && vma_read_trylock(vma)) {
    // Only now that it is locked does the VMA stand still: it may have shrunk since it was found…
    if (unlikely(address < vma.vm_start || address >= vma.vm_end)) {
      vma_read_unlock(vma);
      break;
    }
    // …or been erased, by a writer that has released mmap_lock again and with it the mark.
    const found = vma_lookup(mm, address);
    if (likely(found === vma)) {
      rcu_read_unlock();
      return vma;
    }
    vma_read_unlock(vma);
    count_event('VMA_LOCK_MISS');
    tracepoint('miss', address, vma);
    vma = found;
  }
  rcu_read_unlock();
  count_event('VMA_LOCK_ABORT');
  tracepoint('abort', address);
  return NULL;
}
