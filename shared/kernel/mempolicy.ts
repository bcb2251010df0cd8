/**
 * Memory policies: from which node the pages of a VMA come. After mm/mempolicy.c. With CONFIG_NUMA.
 *
 * A fault looks at the policy of the VMA that it holds without taking a reference: the lock keeps the policy as well, for whoever
 * replaces it marks the VMA first, and so waits until that fault is over.
 */

interface mempolicy {
  refcnt: Embedded<atomic_t>;
  /** The node that pages are taken from. */
  node: int;
}

/** With one reference; NULL when memory is exhausted. */
function mpol_new(node: int): mempolicy {
  const pol = should_fail_alloc() ? NULL : alloc<mempolicy>();
  if (pol === NULL) return NULL;
  atomic_set(pol.refcnt, 1);
  pol.node = node;
  return pol;
}

/** `pol` may be NULL, as in all that follows. At once, without a grace period. */
function mpol_put(pol: mempolicy): void {
  if (pol !== NULL && atomic_dec_and_test(pol.refcnt)) free(pol);
}

function mpol_equal(a: mempolicy, b: mempolicy): boolean {
  return a === b || (a !== NULL && b !== NULL && a.node === b.node);
}

/** Gives `dst`, a copy of `src`, a policy of its own. Returns 0, or -ENOMEM with none. */
function vma_dup_policy(dst: vm_area_struct, src: vm_area_struct): int {
  const pol = src.vm_policy;
  dst.vm_policy = pol !== NULL ? mpol_new(pol.node) : NULL;
  return pol !== NULL && dst.vm_policy === NULL ? -ENOMEM : 0;
}

/** The node for a page of `vma`, which the caller has locked; 0 unless its policy says otherwise. */
function vma_node(vma: vm_area_struct): int {
  const pol = vma.vm_policy;
  return pol !== NULL ? pol.node : 0;
}

/** Gives `vma`, which is marked, a new policy. Returns 0 or -ENOMEM. */
function vma_replace_policy(vma: vm_area_struct, node: int): int {
  const pol = mpol_new(node);
  if (pol === NULL) return -ENOMEM;
  const old = vma.vm_policy;
  vma.vm_policy = pol;
  mpol_put(old);
  return 0;
}

/** mbind for [start, end), a part of `vma`. */
function mbind_vma(vma: vm_area_struct, start: ulong, end: ulong, node: int): int {
  const error = split_to_range(vma, start, end);
  if (error !== 0) return error;
  const replaced = vma_replace_policy(vma, node);
  if (replaced === 0) vma_merge(vma);
  return replaced;
}

/** Whether nothing of [start, end) is a gap. Under mmap_lock. */
function range_is_mapped(mm: mm_struct, start: ulong, end: ulong): boolean {
  let address = start;
  while (address < end) {
    const vma = vma_lookup(mm, address);
    if (vma === NULL) return false;
    address = vma.vm_end;
  }
  return true;
}

/** The caller holds mmap_lock for write. Returns 0, -EINVAL, -EFAULT (a gap; nothing is done) or -ENOMEM; what lies before that is done. */
function do_mbind(mm: mm_struct, start: ulong, length: ulong, node: int): int {
  if (!user_range_ok(start, length)) return -EINVAL;
  const end = start + length;
  // All of them, before the first is touched (6c21e066f925).
  vma_write_lock_range(mm, start, end);
  if (!range_is_mapped(mm, start, end)) return -EFAULT;
  let address = start;
  while (address < end) {
    const vma = vma_lookup(mm, address);
    const part_end = vma.vm_end < end ? vma.vm_end : end;
    const error = mbind_vma(vma, address, part_end, node);
    if (error !== 0) return error;
    address = part_end;
  }
  return 0;
}

/** The system call: pages of the range come from `node` from now on. Those that are there stay. Returns as do_mbind does, or -EINTR. */
function mbind(mm: mm_struct, start: ulong, length: ulong, node: int): int {
  tracepoint('mbind:begin', start, length);
  count_event('MBIND');
  let error = mmap_write_lock_killable(mm);
  if (error === 0) {
    error = do_mbind(mm, start, length, node);
    mmap_write_unlock(mm);
  }
  tracepoint('mbind:end', start, error);
  return error;
}
