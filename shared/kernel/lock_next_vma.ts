/** How a reader of the maps gets its next VMA without mmap_lock. After mm/mmap_lock.c (patches of July 2025, for Linux 6.17). */

/** Finds and read-locks the first VMA that ends after `address`, if that can be had at once; NULL: take mmap_lock. */
function lock_next_vma(mm: mm_struct, address: ulong): vm_area_struct {
  rcu_read_lock();
  const vma = find_vma(mm, address);
  let locked = vma !== NULL && vma_read_trylock(vma);
  if (locked && !next_vma_is(mm, vma, address)) {
    vma_read_unlock(vma);
    locked = false;
  }
  rcu_read_unlock();
  return locked ? vma : NULL;
}
