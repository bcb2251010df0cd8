/**
 * I7: a page that its VMA forbids to write cannot be written without a fault. Between a writer's change of a VMA's flags and the end of his
 * section it may be; so it is looked at when he ends it, and when a fault has been handled, which keeps writers out.
 */
observe_call(mmap_write_unlock, none_writable_beyond);
observe_call(mmap_write_downgrade, none_writable_beyond);

/** By the entries of the tree: what VMAs themselves say of their range may be wrong. */
function none_writable_beyond(mm: mm_struct): void {
  let index: ulong = 0;
  for (;;) {
    const leaf = mas_walk(mm.mm_mt, index);
    if (leaf === NULL) return;
    const i = mas_slot(leaf, index);
    if (i === leaf.end) return;
    const last = leaf.pivot[i];
    if ((cast<vm_area_struct>(leaf.slot[i]).vm_flags & VM_WRITE) === 0) {
      for (let address = leaf.first[i]; address <= last; address += one_look(mm, address)) check('I7', !pte_write(mm, address), address);
    }
    index = last + 1;
  }
}

observe_return(handle_mm_fault, (fault: int, found: vm_area_struct, address: ulong) => {
  const t = this_thread();
  const held = ghost_read_of(t);
  const mm = held !== NULL ? held.vm_mm : ghost_mmap[t];
  if (mm === NULL) return;
  const vma = ghost_read_by(t, found) ? found : vma_lookup(mm, address);
  check('I7', vma === NULL || (vma.vm_flags & VM_WRITE) !== 0 || !pte_write(mm, address), address);
});
