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

/**
 * Word for word, like the kernel's struct assignment: the lock's readers, waiters and mark as well, while they change.
 * (vm_rcu and vm_free_next have no value before a VMA is freed.)
 */
function vm_area_copy(to: vm_area_struct, from: vm_area_struct): void {
  to.vm_start = from.vm_start;
  to.vm_end = from.vm_end;
  to.vm_mm = from.vm_mm;
  to.vm_flags = from.vm_flags;
  to.vm_lock_seq = from.vm_lock_seq;
  to.vm_lock.count.counter = from.vm_lock.count.counter;
  to.vm_lock.owner.counter = from.vm_lock.owner.counter;
  to.vm_lock.osq.tail = from.vm_lock.osq.tail;
  to.vm_lock.wait_lock.locked = from.vm_lock.wait_lock.locked;
  to.vm_lock.wait_list.next = from.vm_lock.wait_list.next;
  to.vm_lock.wait_list.prev = from.vm_lock.wait_list.prev;
  to.detached = from.detached;
  to.anon_vma = from.anon_vma;
  if (CONFIG_NUMA) to.vm_policy = from.vm_policy;
  if (CONFIG_USERFAULTFD) to.vm_userfaultfd_ctx = from.vm_userfaultfd_ctx;
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
