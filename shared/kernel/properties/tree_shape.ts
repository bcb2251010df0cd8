property('I10', 'tree shape', 'When a write section ends, the tree holds each attached VMA at precisely its range, and no other.');

observe_call(mmap_write_unlock, tree_shape);
observe_call(mmap_write_downgrade, tree_shape);

function tree_shape(mm: mm_struct): void {
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
