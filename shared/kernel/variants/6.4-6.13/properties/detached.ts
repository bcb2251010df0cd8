/**
 * The other half of I10 (tree_shape.ts). From here on a VMA itself says whether it is attached (vma_attached.ts), and may say so when it is
 * not in the tree, where nobody who goes along the tree comes by. So all are looked at that the task has marked or taken out.
 */

/** The VMAs that each task has taken out of a tree since it took mmap_lock for write. */
let ghost_erased: ArrayOf<Embedded<ghost_marks>, typeof NR_TASKS>;

observe_call(mtree_store_range, (mt: maple_tree, first: ulong, last: ulong, entry: void_ptr) => {
  const t = this_thread();
  let index = first;
  for (;;) {
    const leaf = mas_walk(mt, index);
    if (leaf === NULL) return;
    const i = mas_slot(leaf, index);
    if (i === leaf.end || leaf.first[i] > last) return;
    if (leaf.slot[i] !== entry) {
      const count = ghost_erased[t].count;
      bound(count < GHOST_MARKS, 'a thread has erased more than 14 VMAs in one write section, and the properties remember no more');
      ghost_erased[t].vma[count] = cast<vm_area_struct>(leaf.slot[i]);
      ghost_erased[t].count = count + 1;
    }
    index = leaf.pivot[i] + 1;
  }
});
observe_call(vm_area_free, (vma: vm_area_struct) => {
  const t = this_thread();
  for (let i = 0; i < ghost_erased[t].count; i++) if (ghost_erased[t].vma[i] === vma) ghost_erased[t].vma[i] = NULL;
});
observe_call(mmap_write_unlock, none_attached_outside);
observe_call(mmap_write_downgrade, none_attached_outside);

function none_attached_outside(): void {
  const t = this_thread();
  for (let i = 0; i < ghost_marked[t].count; i++) detached_or_in_tree(ghost_marked[t].vma[i]);
  for (let i = 0; i < ghost_erased[t].count; i++) {
    detached_or_in_tree(ghost_erased[t].vma[i]);
    ghost_erased[t].vma[i] = NULL;
  }
  ghost_erased[t].count = 0;
}

function detached_or_in_tree(vma: vm_area_struct): void {
  check('I10', vma === NULL || vma_is_detached(vma) || vma_is_attached(vma.vm_mm, vma), vma);
}
