/**
 * The reverse map's one object: the anon_vma, from which the kernel finds the VMAs, and so the PTEs, that a frame is mapped by. After mm/rmap.c.
 *
 * ```
 *   page.mapping ──► anon_vma ◄── vma.anon_vma          VMAs side by side share one, so that they can be merged; parts of a split VMA
 *                        ▲─────── neighbour.anon_vma     and a forked copy share that of the original
 * ```
 * A VMA gets its anon_vma with its first page, under mmap_lock for read and page_table_lock: that is the one field which changes without a
 * mark. Everything else that changes it holds mmap_lock for write and has marked the VMA.
 *
 * Simpler than the kernel's: one anon_vma a VMA, counted, where the kernel has chains of them (anon_vma_chain) with an interval tree and a
 * semaphore. Freed after a grace period, where the kernel's slab is type-safe. Without CONFIG_ANON_VMA all VMAs that are prepared refer to
 * one that nobody counts.
 */

interface anon_vma {
  /** VMAs that refer to it, and who has got it by page_get_anon_vma. */
  refcount: Embedded<atomic_t>;
  rcu: Embedded<rcu_head>;
}

/** Without CONFIG_ANON_VMA, everybody's. */
let the_anon_vma: Embedded<anon_vma>;

/** With one reference, the caller's; NULL when memory is exhausted. */
function anon_vma_alloc(): anon_vma {
  const anon_vma = should_fail_alloc() ? NULL : alloc<anon_vma>();
  if (anon_vma !== NULL) atomic_set(anon_vma.refcount, 1);
  return anon_vma;
}

function anon_vma_free_rcu(head: rcu_head): void {
  free(container_of<anon_vma>(head, 'rcu'));
}

function put_anon_vma(anon_vma: anon_vma): void {
  if (atomic_dec_and_test(anon_vma.refcount)) call_rcu(anon_vma.rcu, anon_vma_free_rcu);
}

/** What `vma` may share with `near`, its neighbour or NULL: they might be one VMA once, so only their access rights may differ, not their policies. */
function reusable_anon_vma(near: vm_area_struct, vma: vm_area_struct): anon_vma {
  if (near === NULL || ((near.vm_flags ^ vma.vm_flags) & ~VM_ACCESS_FLAGS) !== 0) return NULL;
  if (CONFIG_NUMA && !mpol_equal(near.vm_policy, vma.vm_policy)) return NULL;
  return READ_ONCE(near.anon_vma);
}

/** A neighbour's anon_vma, or NULL. The neighbours are not locked: mmap_lock must be held. */
function find_mergeable_anon_vma(vma: vm_area_struct): anon_vma {
  const next = find_vma(vma.vm_mm, vma.vm_end);
  if (next !== NULL && next.vm_start === vma.vm_end) {
    const anon_vma = reusable_anon_vma(next, vma);
    if (anon_vma !== NULL) return anon_vma;
  }
  const prev = find_vma_prev(vma.vm_mm, vma.vm_start);
  return prev !== NULL && prev.vm_end === vma.vm_start ? reusable_anon_vma(prev, vma) : NULL;
}

/** Gives `vma` an anon_vma, unless it has one by now. Under mmap_lock, for read at least. Returns 0 or -ENOMEM. */
function __anon_vma_prepare(vma: vm_area_struct): int {
  if (!CONFIG_ANON_VMA) {
    WRITE_ONCE(vma.anon_vma, the_anon_vma);
    return 0;
  }
  const mm = vma.vm_mm;
  const shared = find_mergeable_anon_vma(vma);
  const fresh = shared === NULL ? anon_vma_alloc() : NULL;
  if (shared === NULL && fresh === NULL) return -ENOMEM;
  spin_lock(mm.page_table_lock);
  const first = vma.anon_vma === NULL;
  if (first) {
    if (shared !== NULL) atomic_inc(shared.refcount);
    WRITE_ONCE(vma.anon_vma, shared !== NULL ? shared : fresh);
  }
  spin_unlock(mm.page_table_lock);
  if (!first && fresh !== NULL) put_anon_vma(fresh);
  return 0;
}

/**
 * Counts `dst`, whose anon_vma is a copy of that of `src`. Returns 0, or -ENOMEM with no anon_vma in `dst`: the kernel has to allocate the link
 * between the two.
 */
function anon_vma_clone(dst: vm_area_struct, src: vm_area_struct): int {
  const anon_vma = src.anon_vma;
  if (anon_vma === NULL) return 0;
  if (should_fail_alloc()) {
    dst.anon_vma = NULL;
    return -ENOMEM;
  }
  atomic_inc(anon_vma.refcount);
  return 0;
}

/** For a merge: `dst`, which takes over what is mapped in `src`, needs its anon_vma. Both are marked. Returns 1 if it has got it, 0 or -ENOMEM. */
function dup_anon_vma(dst: vm_area_struct, src: vm_area_struct): int {
  if (src.anon_vma === NULL || dst.anon_vma !== NULL) return 0;
  dst.anon_vma = src.anon_vma;
  const error = anon_vma_clone(dst, src);
  return error !== 0 ? error : 1;
}

/** `vma` has no pages left: it is about to be freed, or all have been moved elsewhere. */
function unlink_anon_vmas(vma: vm_area_struct): void {
  const anon_vma = vma.anon_vma;
  if (anon_vma === NULL) return;
  vma.anon_vma = NULL;
  if (CONFIG_ANON_VMA) put_anon_vma(anon_vma);
}

/** A new frame of `vma` can be found from it. */
function page_add_new_anon_rmap(page: page, vma: vm_area_struct): void {
  if (CONFIG_ANON_VMA) page.mapping = vma.anon_vma;
}

/** The anon_vma of a frame that is mapped, to be given back by put_anon_vma; NULL if it has gone. The caller holds the frame. */
function page_get_anon_vma(page: page): anon_vma {
  rcu_read_lock();
  const anon_vma = READ_ONCE(page.mapping);
  const got = anon_vma !== NULL && atomic_add_unless(anon_vma.refcount, 1, 0);
  rcu_read_unlock();
  return got ? anon_vma : NULL;
}

/* In explorations. */
observe_call(put_anon_vma, (anon_vma) => {
  assert(atomic_read(anon_vma.refcount) > 0, 'put_anon_vma of one without references');
});
