/** Variant `v1-41of41`: a word instead of a semaphore, and one wait queue for all VMAs of an address space. */

interface vma_lock {
  /** 0: free. Above: so many readers. VMA_LOCK_WRITER: a writer. */
  count: Embedded<atomic_t>;
}

/**
 * Write-locked iff `vm_lock_seq === vm_mm.mm_lock_seq` while somebody holds mmap_lock for write: there is no unlock of
 * one VMA.
 */
interface vm_area_struct {
  /** The mm_lock_seq at which it was last marked. Written under mmap_lock (write) and vm_lock (write). */
  vm_lock_seq: int;
  vm_lock: Embedded<vma_lock>;

  /** Given to vm_area_free. For who looks on. */
  detached: boolean;
  /** Frees the VMA, or the batch that it heads, after a grace period. */
  vm_rcu: Embedded<rcu_head>;
}

interface mm_struct {
  vma_free_list: Embedded<vma_free_list>;
  /** Writers that wait for the readers of a VMA: one at most, as it holds mmap_lock. */
  vma_writer_wait: Embedded<wait_queue_head>;
}

/** VMAs that wait for one common grace period (vm_area.ts). */
interface vma_free_list {
  lock: Embedded<spinlock_t>;
  head: vm_area_struct;
  size: int;
}
