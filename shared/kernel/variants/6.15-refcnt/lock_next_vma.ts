/** Variant `6.15-refcnt`: how a reader of the maps gets its next VMA without mmap_lock. After mm/mmap_lock.c (patches of July 2025, for Linux 6.17). */

/**
 * Finds and read-locks the first VMA that ends after `address`, if that can be had at once; NULL: take mmap_lock.
 *
 * What was found may be another address space's VMA by now, or no one's, so `mm` is passed in, as by a fault. Where it is detached, another one
 * may have taken its place, and it is looked up anew.
 */
function lock_next_vma(mm: mm_struct, address: ulong): vm_area_struct {
  rcu_read_lock();
  let vma: vm_area_struct = NULL;
  let error = 0;
  do {
    vma = find_vma(mm, address);
    error = vma !== NULL ? vma_start_read(mm, vma) : -EBUSY;
  } while (error === -EAGAIN);
  if (error === 0 && !next_vma_is(mm, vma, address)) {
    vma_read_unlock(vma);
    error = -EBUSY;
  }
  rcu_read_unlock();
  return error === 0 ? vma : NULL;
}
