/**
 * Changing the shape of VMAs: split, grow, merge. After mm/mmap.c. The caller holds mmap_lock for write.
 *
 * ```
 *   split_vma   ├──── vma ────┤      →  ├─ new ─┼─ vma ─┤   or   ├─ vma ─┼─ new ─┤
 *   vma_expand  ├─ vma ─┤  gap       →  ├──── vma ─────┤
 *   vma_merge   ├─ prev ─┼─ vma ─┤   →  ├──── prev ────┤       vma is freed
 * ```
 * The order is always the same. First every VMA concerned is marked, so that no fault is inside one of them. Then the
 * tree is stored to: the one thing that may fail, with nothing changed. Then the fields follow, which nobody but us reads
 * until mmap_lock is released.
 */

/** The first VMA that ends after `address`, or NULL. */
function find_vma(mm: mm_struct, address: ulong): vm_area_struct {
  return cast<vm_area_struct>(mt_find(mm.mm_mt, address));
}

/** The last VMA that ends at or before `address`, or NULL. */
function find_vma_prev(mm: mm_struct, address: ulong): vm_area_struct {
  return cast<vm_area_struct>(mt_prev(mm.mm_mt, address));
}

/** Marks all VMAs that lie in [start, end), or reach into it. */
function vma_write_lock_range(mm: mm_struct, start: ulong, end: ulong): void {
  for (let vma = find_vma(mm, start); vma !== NULL && vma.vm_start < end; vma = find_vma(mm, vma.vm_end)) vma_write_lock(vma);
}

function vma_set_range(vma: vm_area_struct, start: ulong, end: ulong): void {
  vma.vm_start = start;
  vma.vm_end = end;
}

/** Puts a new VMA into the tree, marked, so that nobody uses it before mmap_lock is released. Short of memory (-ENOMEM) it is freed. */
function vma_link(mm: mm_struct, vma: vm_area_struct): int {
  vma_write_lock(vma);
  vma_mark_attached(vma);
  const error = mtree_store_range(mm.mm_mt, vma.vm_start, vma.vm_end - 1, vma);
  if (error !== 0) {
    vma_mark_detached(vma);
    remove_vma(vma);
    return error;
  }
  mm.map_count++;
  return 0;
}

/** Splits `vma` at `address`, inside of it; the new VMA is the part below if `new_below`. Returns 0 or -ENOMEM. */
function split_vma(vma: vm_area_struct, address: ulong, new_below: boolean): int {
  const mm = vma.vm_mm;
  const part = dup_vma(vma);
  if (part === NULL) return -ENOMEM;
  if (new_below) vma_set_range(part, vma.vm_start, address);
  else vma_set_range(part, address, vma.vm_end);
  vma_write_lock(vma);
  // Marked before anybody can find it: it must not be used until both halves are as they shall be.
  const error = vma_link(mm, part);
  if (error !== 0) return error;
  if (new_below) vma_set_range(vma, address, vma.vm_end);
  else vma_set_range(vma, vma.vm_start, address);
  return 0;
}

/** Cuts off what of `vma` lies outside of [start, end). Returns 0 or -ENOMEM. */
function split_to_range(vma: vm_area_struct, start: ulong, end: ulong): int {
  if (start > vma.vm_start) {
    const error = split_vma(vma, start, true);
    if (error !== 0) return error;
  }
  return end < vma.vm_end ? split_vma(vma, end, false) : 0;
}

/** Grows `vma` to [start, end), over a gap and over `removed` (or NULL), which is freed. Returns 0 or -ENOMEM. */
function vma_expand(vma: vm_area_struct, start: ulong, end: ulong, removed: vm_area_struct): int {
  const mm = vma.vm_mm;
  vma_write_lock(vma);
  if (removed !== NULL) vma_write_lock(removed);
  const dup = CONFIG_ANON_VMA && removed !== NULL ? dup_anon_vma(vma, removed) : 0;
  if (dup < 0) return dup;
  if (removed !== NULL) vma_mark_detached(removed);
  const error = mtree_store_range(mm.mm_mt, start, end - 1, vma);
  if (error !== 0) {
    if (removed !== NULL) vma_mark_attached(removed);
    if (dup > 0) unlink_anon_vmas(vma);
    return error;
  }
  vma_set_range(vma, start, end);
  if (removed !== NULL) {
    const anon_vma = CONFIG_ANON_VMA ? NULL : removed.anon_vma;
    if (anon_vma !== NULL) vma.anon_vma = anon_vma;
    mm.map_count--;
    remove_vma(removed);
  }
  return 0;
}

/** Whether `vma` (or NULL) ends at `address` and could go on beyond it as a mapping with these flags. */
function can_vma_merge_after(vma: vm_area_struct, address: ulong, vm_flags: ulong): boolean {
  return vma !== NULL && vma.vm_end === address && vma.vm_flags === vm_flags;
}

/** Whether `vma` (or NULL) starts at `address` and could begin before it as a mapping with these flags. */
function can_vma_merge_before(vma: vm_area_struct, address: ulong, vm_flags: ulong): boolean {
  return vma !== NULL && vma.vm_start === address && vma.vm_flags === vm_flags;
}

/** Joins `vma` with the neighbours that are its like. Short of memory they stay apart, which is as right. */
function vma_merge(vma: vm_area_struct): void {
  const mm = vma.vm_mm;
  const next = find_vma(mm, vma.vm_end);
  if (can_vma_merge_before(next, vma.vm_end, vma.vm_flags) && is_mergeable_vma(vma, next)) vma_expand(vma, vma.vm_start, next.vm_end, next);
  const prev = find_vma_prev(mm, vma.vm_start);
  if (can_vma_merge_after(prev, vma.vm_start, vma.vm_flags) && is_mergeable_vma(prev, vma)) vma_expand(prev, prev.vm_start, vma.vm_end, vma);
}
