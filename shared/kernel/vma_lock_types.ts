/** What the lock of a VMA, and its freeing, add to mm_types.ts: as posted on 9 January 2023 (v1 of the series, patches 12/41 and 39/41). */

/**
 * Write-locked iff `vm_lock_seq === vm_mm.mm_lock_seq` while somebody holds mmap_lock for write: there is no unlock of
 * one VMA.
 */
interface vm_area_struct {
  /** The mm_lock_seq at which it was last marked. Written under mmap_lock (write) and vm_lock (write). */
  vm_lock_seq: int;
  vm_lock: Embedded<rw_semaphore>;

  /** Given to vm_area_free. For who looks on: the posted patch does not ask it, but looks the VMA up again. */
  detached: boolean;
  /** Frees the VMA, or the batch that it heads, after a grace period. */
  vm_rcu: Embedded<rcu_head>;
}

interface mm_struct {
  vma_free_list: Embedded<vma_free_list>;
}

/** VMAs that wait for one common grace period (vm_area.ts). */
interface vma_free_list {
  lock: Embedded<spinlock_t>;
  head: vm_area_struct;
  size: int;
}
