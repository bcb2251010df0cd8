/** mprotect: new access rights for a range. After mm/mprotect.c. */

/** Takes write access from the PTEs of a range. Giving it back is left to the fault that needs it. */
function write_protect_range(mm: mm_struct, start: ulong, end: ulong): void {
  let address = start;
  while (address < end) {
    const next = pmd_addr_end(address, end);
    const table = pte_table_lookup(mm, address);
    if (table !== NULL) write_protect_pte_range(table, address, next);
    address = next;
  }
  flush_tlb_range(mm, start, end);
}

function write_protect_pte_range(table: pte_table, start: ulong, end: ulong): void {
  spin_lock(table.ptl);
  for (let address = start; address < end; address += PAGE_SIZE) pte_offset(table, address).flags &= ~PTE_WRITE;
  spin_unlock(table.ptl);
}

/** Gives [start, end), a part of `vma`, new flags: cuts it out, changes it, and joins it with neighbours now alike. */
function mprotect_fixup(vma: vm_area_struct, start: ulong, end: ulong, vm_flags: ulong): int {
  if (vma.vm_flags === vm_flags) return 0;
  const error = split_to_range(vma, start, end);
  if (error !== 0) return error;
  // Before the first field changes. From here to the release of mmap_lock no fault sees the VMA.
  vma_write_lock(vma);
  vma.vm_flags = vm_flags;
  if ((vm_flags & VM_WRITE) === 0) write_protect_range(vma.vm_mm, start, end);
  vma_merge(vma);
  return 0;
}

/** The caller holds mmap_lock for write. Returns 0, -EINVAL or -ENOMEM (also for a gap); what lies before that is done. */
function do_mprotect(mm: mm_struct, start: ulong, length: ulong, vm_flags: ulong): int {
  if (!user_range_ok(start, length)) return -EINVAL;
  const end = start + length;
  let address = start;
  while (address < end) {
    const vma = vma_lookup(mm, address);
    if (vma === NULL) return -ENOMEM;
    const part_end = vma.vm_end < end ? vma.vm_end : end;
    const error = mprotect_fixup(vma, address, part_end, vm_flags);
    if (error !== 0) return error;
    address = part_end;
  }
  return 0;
}

/** The system call. Returns as do_mprotect does, or -EINTR. */
function mprotect(mm: mm_struct, start: ulong, length: ulong, vm_flags: ulong): int {
  const started = latency_start();
  tracepoint('mprotect:begin', start, length);
  count_event('MPROTECT');
  let error = mmap_write_lock_killable(mm);
  if (error === 0) {
    error = do_mprotect(mm, start, length, vm_flags);
    mmap_write_unlock(mm);
  }
  tracepoint('mprotect:end', start, error);
  latency_end('mprotect', started);
  return error;
}
