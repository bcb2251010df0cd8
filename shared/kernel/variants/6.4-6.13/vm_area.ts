/**
 * Variant `6.4-6.13`: where VMAs and their locks come from, and where they go. After kernel/fork.c (Linux 6.5).
 *
 * A fault may have found a VMA just before it was erased from the tree, so VMA and lock are freed after a grace period: one call_rcu for
 * each. The batches of the posted series were not merged.
 */

/** A new VMA of an address space, not in its tree yet; NULL when memory is exhausted. */
function vm_area_alloc(mm: mm_struct): vm_area_struct {
  const vma = should_fail_alloc() ? NULL : alloc<vm_area_struct>();
  if (vma === NULL) return NULL;
  vma.vm_mm = mm;
  if (!vma_lock_alloc(vma)) {
    free(vma);
    return NULL;
  }
  return vma;
}

/** A copy that nobody has locked; NULL when memory is exhausted. */
function vm_area_dup(orig: vm_area_struct): vm_area_struct {
  const vma = should_fail_alloc() ? NULL : alloc<vm_area_struct>();
  if (vma === NULL) return NULL;
  vm_area_copy(vma, orig);
  if (!vma_lock_alloc(vma)) {
    free(vma);
    return NULL;
  }
  return vma;
}

/** Frees a VMA that is no longer in the tree, once no fault can be looking at it. */
function vm_area_free(vma: vm_area_struct): void {
  if (CONFIG_PER_VMA_LOCK) call_rcu(vma.vm_rcu, vm_area_free_rcu_cb);
  else __vm_area_free(vma);
}

function vm_area_free_rcu_cb(head: rcu_head): void {
  const vma = container_of<vm_area_struct>(head, 'vm_rcu');
  tracepoint('rcu.free', vma);
  // Nobody can be looking at it any more, so nobody can hold it.
  VM_BUG_ON_VMA(rwsem_is_locked(vma.vm_lock.lock), vma);
  __vm_area_free(vma);
}

/** At once: for who knows that no fault can be looking at it, exit_mmap. */
function vm_area_free_unreachable(vma: vm_area_struct): void {
  __vm_area_free(vma);
}

function __vm_area_free(vma: vm_area_struct): void {
  vma_lock_free(vma);
  free(vma);
}

/** Nothing is collected, and nothing is kept to be used again. */
function vma_free_drain(mm: mm_struct): void {}
function vm_area_cache_drain(): void {}
