/** madvise(MADV_DONTNEED): takes the pages, leaves the mapping. After mm/madvise.c. */

/**
 * The system call. No VMA changes, so mmap_lock for read is enough: faults in the same range go on meanwhile, and whether
 * one gets its page before or after the zap is settled by the lock of the page table. Returns 0 or -EINVAL, also at the first
 * VMA whose pages mlock keeps; what lies before that is done.
 */
function madvise_dontneed(mm: mm_struct, start: ulong, length: ulong): int {
  if (!user_range_ok(start, length)) return -EINVAL;
  tracepoint('madvise:begin', start, length);
  count_event('MADVISE');
  const end = start + length;
  mmap_read_lock(mm);
  let error = 0;
  let vma = find_vma(mm, start);
  while (vma !== NULL && vma.vm_start < end) {
    if ((vma.vm_flags & VM_LOCKED) !== 0) {
      error = -EINVAL;
      break;
    }
    zap_page_range(mm, vma.vm_start > start ? vma.vm_start : start, vma.vm_end < end ? vma.vm_end : end);
    vma = find_vma(mm, vma.vm_end);
  }
  mmap_read_unlock(mm);
  tracepoint('madvise:end', start);
  return error;
}
