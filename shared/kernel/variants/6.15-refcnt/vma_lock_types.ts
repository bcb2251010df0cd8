/** Variant `6.15-refcnt`: one counter is the lock, and says whether the VMA is attached. */

/**
 * Write-locked iff `vm_lock_seq === vm_mm.mm_lock_seq` while somebody holds mmap_lock for write: there is no unlock of
 * one VMA.
 */
interface vm_area_struct {
  /** The mm_lock_seq at which it was last marked. */
  vm_lock_seq: int;
  /** 0: detached. 1: attached; and one more for each reader; VMA_LOCK_OFFSET while a writer shuts readers out (vma_refcnt.ts). */
  vm_refcnt: Embedded<atomic_t>;

  /** The next free object of the cache (vm_area_cache.ts). Word of its own, where the kernel reuses others. */
  vm_freeptr: vm_area_struct;
  /** Gives the memory back after a grace period. The kernel has it in the slab that the object lies in. */
  slab_rcu: Embedded<rcu_head>;
}

interface mm_struct {
  /** The writer that waits for readers: never more than one, who holds mmap_lock. */
  vma_writer_wait: Embedded<rcuwait>;
}
