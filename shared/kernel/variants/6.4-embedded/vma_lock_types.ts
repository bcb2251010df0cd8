/** Variant `6.4-embedded`: the lock of 6.4-6.13 inside the VMA, wherever it comes to lie. */

interface vma_lock {
  lock: Embedded<rw_semaphore>;
}

/**
 * Write-locked iff `vm_lock_seq === vm_mm.mm_lock_seq` while somebody holds mmap_lock for write: there is no unlock of
 * one VMA.
 */
interface vm_area_struct {
  /** The mm_lock_seq at which it was last marked. Written under mmap_lock (write) and vm_lock (write). */
  vm_lock_seq: int;
  vm_lock: Embedded<vma_lock>;

  /** Taken out of the tree, or about to be. Written while the VMA is write-locked, read while it is locked. */
  detached: boolean;
  /** Frees the VMA and its lock after a grace period. */
  vm_rcu: Embedded<rcu_head>;
}
