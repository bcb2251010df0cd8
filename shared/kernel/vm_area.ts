/**
 * Where VMAs come from and where they go. After kernel/fork.c with the per-VMA lock series of 9 January 2023 applied
 * (patch 39/41 for the batches).
 *
 * A fault may have found a VMA just before it was erased from the tree, so it is freed after a grace period. Freed VMAs
 * are collected per address space, and more than CONFIG_VMA_FREE_BATCH of them share one call_rcu:
 *
 * ```
 *   mm.vma_free_list.head → vma → vma → … → NULL        the first one's vm_rcu frees them all
 * ```
 */

/** A new VMA of an address space, not in its tree yet; NULL when memory is exhausted. */
function vm_area_alloc(mm: mm_struct): vm_area_struct {
  const vma = should_fail_alloc() ? NULL : alloc<vm_area_struct>();
  if (vma === NULL) return NULL;
  vma.vm_mm = mm;
  vma_init_lock(vma);
  return vma;
}

/** A copy that nobody has locked; NULL when memory is exhausted. */
function vm_area_dup(orig: vm_area_struct): vm_area_struct {
  const vma = should_fail_alloc() ? NULL : alloc<vm_area_struct>();
  if (vma === NULL) return NULL;
  vm_area_copy(vma, orig);
  vma_init_lock(vma);
  return vma;
}

/** Frees a VMA that is no longer in the tree, once no fault can be looking at it. */
function vm_area_free(vma: vm_area_struct): void {
  if (!CONFIG_PER_VMA_LOCK) {
    free(vma);
    return;
  }
  vma.detached = true;
  const list = vma.vm_mm.vma_free_list;
  spin_lock(list.lock);
  vma.vm_free_next = list.head;
  list.head = vma;
  list.size++;
  const batch = list.size > CONFIG_VMA_FREE_BATCH ? vma_free_list_take(list) : NULL;
  spin_unlock(list.lock);
  vma_free_batch(batch);
}

/** Frees a VMA of an address space that nobody uses any more: as any other. */
function vm_area_free_unreachable(vma: vm_area_struct): void {
  vm_area_free(vma);
}

/** Hands what has been collected to RCU, whatever its number. At the end of exit_mmap, before the mm itself is freed. */
function vma_free_drain(mm: mm_struct): void {
  const list = mm.vma_free_list;
  spin_lock(list.lock);
  const batch = vma_free_list_take(list);
  spin_unlock(list.lock);
  vma_free_batch(batch);
}

/** Empties the list, under its lock. */
function vma_free_list_take(list: vma_free_list): vm_area_struct {
  const batch = list.head;
  list.head = NULL;
  list.size = 0;
  return batch;
}

function vma_free_batch(batch: vm_area_struct): void {
  if (batch !== NULL) call_rcu(batch.vm_rcu, vm_area_free_rcu_cb);
}

function vm_area_free_rcu_cb(head: rcu_head): void {
  let vma = container_of<vm_area_struct>(head, 'vm_rcu');
  while (vma !== NULL) {
    const next = vma.vm_free_next;
    tracepoint('rcu.free', vma);
    free(vma);
    vma = next;
  }
}

/** Nothing is kept to be used again. */
function vm_area_cache_drain(): void {}
