/** Which VMAs are in the tree. What their own fields say of their range may be half changed, so all entries are looked at. */

/** Whether `vma` is an entry of the tree of `mm` (or NULL). */
function vma_is_attached(mm: mm_struct, vma: vm_area_struct): boolean {
  if (mm === NULL) return false;
  let index: ulong = 0;
  for (;;) {
    const leaf = mas_walk(mm.mm_mt, index);
    if (leaf === NULL) return false;
    const i = mas_slot(leaf, index);
    if (i === leaf.end) return false;
    if (leaf.slot[i] === vma) return true;
    index = leaf.pivot[i] + 1;
  }
}
