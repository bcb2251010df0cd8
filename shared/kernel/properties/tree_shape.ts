/** That nothing is missing is seen by number: a VMA that is marked as attached comes into the tree, one that is marked as detached goes. */
property('I10', 'tree shape', 'When a write section ends, the tree holds each attached VMA at precisely its range, and no other.');

/** For each task, how many more VMAs it has attached and not detached than it has put into a tree and not taken out. */
let ghost_unplaced: ArrayOf<int, typeof NR_TASKS>;

observe_call(vma_mark_attached, () => {
  ghost_unplaced[this_thread()]++;
});
observe_call(vma_mark_detached, () => {
  ghost_unplaced[this_thread()]--;
});
observe_call(mtree_store_range, (mt: maple_tree) => {
  ghost_unplaced[this_thread()] += tree_entries(mt);
});
observe_return(mtree_store_range, (error: int, mt: maple_tree) => {
  ghost_unplaced[this_thread()] -= tree_entries(mt);
});
observe_call(mmap_write_unlock, tree_shape);
observe_call(mmap_write_downgrade, tree_shape);

function tree_entries(mt: maple_tree): int {
  let entries = 0;
  let index: ulong = 0;
  for (;;) {
    const leaf = mas_walk(mt, index);
    if (leaf === NULL) return entries;
    const i = mas_slot(leaf, index);
    if (i === leaf.end) return entries;
    entries++;
    index = leaf.pivot[i] + 1;
  }
}

function tree_shape(mm: mm_struct): void {
  const t = this_thread();
  // The tree of an address space that nobody uses any more goes as a whole.
  check('I10', ghost_unplaced[t] === 0 || atomic_read(mm.mm_users) === 0, mm);
  ghost_unplaced[t] = 0;
  let index: ulong = 0;
  for (;;) {
    const leaf = mas_walk(mm.mm_mt, index);
    if (leaf === NULL) return;
    const i = mas_slot(leaf, index);
    if (i === leaf.end) return;
    const vma = cast<vm_area_struct>(leaf.slot[i]);
    check('I10', leaf.first[i] >= index && leaf.first[i] <= leaf.pivot[i], vma);
    check('I10', vma.vm_mm === mm && !vma_is_detached(vma) && vma.vm_start === leaf.first[i] && vma.vm_end === leaf.pivot[i] + 1, vma);
    index = leaf.pivot[i] + 1;
  }
}
