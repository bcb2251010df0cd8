/**
 * Variant `6.15-refcnt`: the cache of VMAs, SLAB_TYPESAFE_BY_RCU. After mm/slub.c in what it promises: what was a VMA in an RCU section is one
 * until the section's end, the same or another; a freed one may be handed out again at once.
 *
 * ```
 *   alloc ──► in use ──► vm_area_cache_free ──► free list ──► in use …
 *                                          └──► a grace period ──► the heap
 * ```
 * The kernel keeps a slab with free objects, and gives one without objects back after a grace period. Here each object is a slab of its own, and
 * which way it goes is a choice: the first, whatever happens, lets who is late see another VMA; the second lets it see none.
 */

interface kmem_cache {
  lock: Embedded<spinlock_t>;
  /** The last one freed first, or NULL. */
  freelist: vm_area_struct;
}

let vm_area_cachep: Embedded<kmem_cache>;

/** Whether every other freed VMA goes back to the heap; explored, each does and does not. Off: they all wait to be used again. */
const CONFIG_VMA_CACHE_RETURNS = config('VMA_CACHE_RETURNS', true);

/** A VMA as if it were new, but for the words of its lock; NULL when memory is exhausted. */
function vm_area_cache_alloc(): vm_area_struct {
  if (should_fail_alloc()) return NULL;
  const cache = vm_area_cachep;
  spin_lock(cache.lock);
  const vma = cache.freelist;
  if (vma !== NULL) cache.freelist = vma.vm_freeptr;
  spin_unlock(cache.lock);
  if (vma === NULL) return alloc<vm_area_struct>();
  vma.vm_freeptr = NULL;
  vm_area_clear(vma);
  tracepoint('vma.reuse', vma);
  count_event('VMA_REUSE');
  return vma;
}

function vm_area_cache_free(vma: vm_area_struct): void {
  // Thread 0, which sets the stage and clears it, has nobody beside it to see the difference.
  if (CONFIG_VMA_CACHE_RETURNS && this_thread() !== 0 && pick(2) === 0) {
    call_rcu(vma.slab_rcu, vm_area_slab_free);
    return;
  }
  const cache = vm_area_cachep;
  spin_lock(cache.lock);
  vma.vm_freeptr = cache.freelist;
  cache.freelist = vma;
  spin_unlock(cache.lock);
}

function vm_area_slab_free(head: rcu_head): void {
  const vma = container_of<vm_area_struct>(head, 'slab_rcu');
  tracepoint('rcu.free', vma);
  free(vma);
}

/** Gives back all that is free. When nobody runs any more. */
function vm_area_cache_drain(): void {
  const cache = vm_area_cachep;
  while (cache.freelist !== NULL) {
    const vma = cache.freelist;
    cache.freelist = vma.vm_freeptr;
    free(vma);
  }
}
