/**
 * munmap: splits at both ends, erases, then empties the range while others already run. After mm/mmap.c.
 *
 * ```
 *   mmap_lock      ├────────── write ──────────┼──────── read ─────────┤
 *                   split   mark all   erase   │  zap   free tables   free VMAs
 *                                              └ the downgrade drops the marks
 * ```
 * Why the downgrade is safe. Marking has waited for every fault in these VMAs. After it, a fault that found one of them
 * earlier can lock it again, but looks it up once more under the lock, and no longer finds it (from 6.4 on, it looks whether
 * the VMA is detached; in 6.15 it cannot lock one that is). A fault that takes mmap_lock finds nothing either; and mmap, which
 * could put something new here, has to wait for the read lock.
 */

/** Splits what reaches into [start, end) from outside, so that the range begins and ends between VMAs. */
function split_at_both_ends(mm: mm_struct, start: ulong, end: ulong): int {
  const first = vma_lookup(mm, start);
  if (first !== NULL && first.vm_start < start) {
    const error = split_vma(first, start, true);
    if (error !== 0) return error;
  }
  const last = vma_lookup(mm, end);
  return last !== NULL && last.vm_start < end ? split_vma(last, end, false) : 0;
}

/** Nothing was erased after all. */
function reattach_vmas(vmas: vm_area_struct): void {
  for (let vma = vmas; vma !== NULL; vma = vma.vm_free_next) vma_mark_attached(vma);
}

/**
 * Unmaps [start, end). Called with mmap_lock held for write; returns with it held for read, even on an error (0, -EINVAL
 * or -ENOMEM; then the most that has happened is a split).
 */
function do_munmap_downgrade(mm: mm_struct, start: ulong, length: ulong): int {
  const end = start + length;
  let error = user_range_ok(start, length) ? split_at_both_ends(mm, start, end) : -EINVAL;
  let vmas: vm_area_struct = NULL;
  if (error === 0) {
    vmas = chain_vmas(mm, start, end);
    for (let vma = vmas; vma !== NULL; vma = vma.vm_free_next) {
      vma_write_lock(vma);
      vma_mark_detached(vma);
    }
    if (vmas !== NULL) error = mtree_store_range(mm.mm_mt, start, end - 1, NULL);
    if (error !== 0) reattach_vmas(vmas);
  }
  const prev = find_vma_prev(mm, start);
  const next = find_vma(mm, end);
  const floor = prev !== NULL ? prev.vm_end : 0;
  const ceiling = next !== NULL ? next.vm_start : USER_PGTABLES_CEILING;
  mmap_write_downgrade(mm);
  if (error !== 0) return error;
  unmap_region(mm, vmas, floor, ceiling);
  remove_vmas(mm, vmas);
  return 0;
}

/** The system call. Returns 0, -EINVAL, -ENOMEM or -EINTR; nothing mapped there is no error. */
function munmap(mm: mm_struct, start: ulong, length: ulong): int {
  const started = latency_start();
  tracepoint('munmap:begin', start, length);
  count_event('MUNMAP');
  let error = mmap_write_lock_killable(mm);
  if (error === 0) {
    error = do_munmap_downgrade(mm, start, length);
    mmap_read_unlock(mm);
  }
  tracepoint('munmap:end', start, error);
  latency_end('munmap', started);
  return error;
}
