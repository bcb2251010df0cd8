/** mmap: a new anonymous mapping at a given place. After mm/mmap.c. */

/** Whether [address, address + length) is a range of whole pages in user space. */
function user_range_ok(address: ulong, length: ulong): boolean {
  if (((address | length) & (PAGE_SIZE - 1)) !== 0) return false;
  return length !== 0 && address >= PAGE_SIZE && length <= TASK_SIZE && address <= TASK_SIZE - length;
}

/**
 * Maps [address, address + length), which must be free; joins neighbours that have the same flags. The caller holds
 * mmap_lock for write. Returns 0, -EINVAL, -EEXIST (as with MAP_FIXED_NOREPLACE) or -ENOMEM.
 */
function mmap_region(mm: mm_struct, address: ulong, length: ulong, vm_flags: ulong): int {
  mmap_assert_write_locked(mm);
  if (!user_range_ok(address, length)) return -EINVAL;
  const end = address + length;
  const next = find_vma(mm, address);
  if (next !== NULL && next.vm_start < end) return -EEXIST;
  const prev = find_vma_prev(mm, address);
  const joins_next = can_vma_merge_before(next, end, vm_flags) && is_mergeable_with_new(next);
  let error = 0;
  if (can_vma_merge_after(prev, address, vm_flags) && is_mergeable_with_new(prev)) {
    const joins_both = joins_next && is_mergeable_vma(prev, next);
    error = vma_expand(prev, prev.vm_start, joins_both ? next.vm_end : end, joins_both ? next : NULL);
  } else if (joins_next) {
    error = vma_expand(next, address, next.vm_end, NULL);
  } else {
    error = insert_new_vma(mm, address, end, vm_flags);
  }
  if (error === 0) mm.total_vm += length >> PAGE_SHIFT;
  return error;
}

function insert_new_vma(mm: mm_struct, start: ulong, end: ulong, vm_flags: ulong): int {
  const vma = vm_area_alloc(mm);
  if (vma === NULL) return -ENOMEM;
  vma_set_range(vma, start, end);
  vma.vm_flags = vm_flags;
  return vma_link(mm, vma);
}

/** The system call. Returns as mmap_region does, or -EINTR. */
function mmap(mm: mm_struct, address: ulong, length: ulong, vm_flags: ulong): int {
  const started = latency_start();
  tracepoint('mmap:begin', address, length);
  count_event('MMAP');
  let error = mmap_write_lock_killable(mm);
  if (error === 0) {
    error = mmap_region(mm, address, length, vm_flags);
    mmap_write_unlock(mm);
  }
  tracepoint('mmap:end', address, error);
  latency_end('mmap', started);
  return error;
}
