/** Variant `6.4-6.13`: how a fault gets its VMA without mmap_lock. After mm/memory.c (Linux 6.12). */

/**
 * Finds the VMA that holds `address` and read-locks it; NULL, at any time and for any reason, means: take mmap_lock.
 *
 * Instead of a second lookup it asks the VMA whether it is detached: writers say so before they erase it, while they have it locked. It asks
 * before it looks at the range, which in the kernel shares words with what a detached VMA is freed by (17fe833b0de0; until then, after it).
 */
function lock_vma_under_rcu(mm: mm_struct, address: ulong): vm_area_struct {
  rcu_read_lock();
  let vma = vma_lookup(mm, address);
  while (vma !== NULL && vma_read_trylock(vma)) {
    if (likely(!vma.detached)) {
      // Only now that it is locked does the VMA stand still: it may have shrunk since it was found.
      if (unlikely(address < vma.vm_start || address >= vma.vm_end)) {
        vma_read_unlock(vma);
        break;
      }
      rcu_read_unlock();
      return vma;
    }
    vma_read_unlock(vma);
    count_event('VMA_LOCK_MISS');
    tracepoint('miss', address, vma);
    // Another one may be there by now.
    vma = vma_lookup(mm, address);
  }
  rcu_read_unlock();
  count_event('VMA_LOCK_ABORT');
  tracepoint('abort', address);
  return NULL;
}
