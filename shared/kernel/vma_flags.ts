/**
 * Changing flags of mappings that are no access rights: mlock, madvise(MADV_DONTFORK) and their like. After mm/mlock.c and mm/madvise.c.
 */

/** Gives [start, end), a part of `vma`, new flags, and joins it with neighbours now alike. Returns 0 or -ENOMEM. */
function vma_modify_flags(vma: vm_area_struct, start: ulong, end: ulong, vm_flags: ulong): int {
  if (vma.vm_flags === vm_flags) return 0;
  const error = split_to_range(vma, start, end);
  if (error !== 0) return error;
  // Before the first field changes.
  vma_write_lock(vma);
  vma.vm_flags = vm_flags;
  vma_merge(vma);
  return 0;
}

/** Sets and clears flags of a range. The caller holds mmap_lock for write. Returns 0, -EINVAL or -ENOMEM (also for a gap); what lies before that is done. */
function apply_vma_flags(mm: mm_struct, start: ulong, length: ulong, set: ulong, clear: ulong): int {
  if (!user_range_ok(start, length)) return -EINVAL;
  const end = start + length;
  let address = start;
  while (address < end) {
    const vma = vma_lookup(mm, address);
    if (vma === NULL) return -ENOMEM;
    const part_end = vma.vm_end < end ? vma.vm_end : end;
    const error = vma_modify_flags(vma, address, part_end, (vma.vm_flags & ~clear) | set);
    if (error !== 0) return error;
    address = part_end;
  }
  return 0;
}

/** apply_vma_flags with the lock. Returns as it does, or -EINTR. */
function change_vma_flags(mm: mm_struct, start: ulong, length: ulong, set: ulong, clear: ulong): int {
  let error = mmap_write_lock_killable(mm);
  if (error === 0) {
    error = apply_vma_flags(mm, start, length, set, clear);
    mmap_write_unlock(mm);
  }
  return error;
}

/** madvise(MADV_DONTFORK), and MADV_DOFORK to undo it. Returns as change_vma_flags does. */
function madvise_dontfork(mm: mm_struct, start: ulong, length: ulong, dontfork: boolean): int {
  tracepoint('madvise:begin', start, length);
  count_event('MADVISE');
  const error = change_vma_flags(mm, start, length, dontfork ? VM_DONTCOPY : 0, dontfork ? 0 : VM_DONTCOPY);
  tracepoint('madvise:end', start);
  return error;
}

/** Gives all pages of [start, end) their frames. Stops at a gap and when memory is exhausted, as nobody has promised more. */
function mm_populate(mm: mm_struct, start: ulong, end: ulong): void {
  mmap_read_lock(mm);
  for (let address = start; address < end; address += PAGE_SIZE) {
    const vma = vma_lookup(mm, address);
    const flags = vma !== NULL && (vma.vm_flags & VM_WRITE) !== 0 ? FAULT_FLAG_WRITE : 0;
    if (vma === NULL || access_error(vma, flags) || handle_mm_fault(vma, address, flags) !== 0) break;
  }
  mmap_read_unlock(mm);
}

/** The system call. Returns as change_vma_flags does; whether the pages could all be had is not told. */
function mlock(mm: mm_struct, start: ulong, length: ulong): int {
  tracepoint('mlock:begin', start, length);
  count_event('MLOCK');
  const error = change_vma_flags(mm, start, length, VM_LOCKED, 0);
  if (error === 0) mm_populate(mm, start, start + length);
  tracepoint('mlock:end', start, error);
  return error;
}

function munlock(mm: mm_struct, start: ulong, length: ulong): int {
  tracepoint('mlock:begin', start, length);
  const error = change_vma_flags(mm, start, length, 0, VM_LOCKED);
  tracepoint('mlock:end', start, error);
  return error;
}
