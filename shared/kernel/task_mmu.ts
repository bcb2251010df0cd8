/**
 * Reading /proc/PID/maps: one mapping after the other, while the address space may be changing. After fs/proc/task_mmu.c (patches
 * of July 2025, for Linux 6.17). How a mapping is found and locked: lock_next_vma.ts.
 *
 * ```
 *   position ▼                                      Each mapping is read under its own lock. Between two of them anything may change, and
 *   ─── VMA ─┤   gap?   ├─ the next VMA ─           what is shown need not be one version. But what is mapped all along must not be missing:
 *                                                   a gap is only believed once it has been looked at with the VMA after it locked.
 * ```
 * The kernel looks again only if mmap_lock's sequence number has moved; this one does always. Without a VMA to be had, mmap_lock serves.
 */

/** A line of the file. */
interface maps_line {
  start: ulong;
  end: ulong;
  flags: ulong;
}

/** Whether `vma`, found from `address` and then locked, is still what comes next there: it may have been shrunk, cut in two, or erased before. */
function next_vma_is(mm: mm_struct, vma: vm_area_struct, address: ulong): boolean {
  return address < vma.vm_end && find_vma(mm, address) === vma;
}

function show_map(line: maps_line, vma: vm_area_struct): void {
  line.start = vma.vm_start;
  line.end = vma.vm_end;
  line.flags = vma.vm_flags;
  tracepoint('maps.line', line.start, line.end);
}

/** Reads the first mapping that ends after `address`; false when there is none. The next one is to be read from `line.end`. */
function read_next_map(mm: mm_struct, address: ulong, line: maps_line): boolean {
  let vma = CONFIG_PER_VMA_LOCK ? lock_next_vma(mm, address) : NULL;
  if (vma !== NULL) {
    show_map(line, vma);
    vma_read_unlock(vma);
    return true;
  }
  mmap_read_lock(mm);
  vma = find_vma(mm, address);
  if (vma !== NULL) show_map(line, vma);
  mmap_read_unlock(mm);
  return vma !== NULL;
}
