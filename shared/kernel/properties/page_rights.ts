/**
 * I7: a page that its VMA forbids to write cannot be written without a fault. Between a writer's change of a VMA's flags and the end of his
 * section it may be; so it is looked at when he ends it, and when a fault has been handled, which keeps writers out. Nor can one whose frame
 * another address space has, too, which would see what is stored.
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
  check('I7', unshared_or_unwritable(mm, address), address);
});

observe_return(copy_page_range, (error: int, child: vm_area_struct, parent: vm_area_struct) => {
  for (let address = parent.vm_start; address < parent.vm_end; address += one_look(parent.vm_mm, address)) {
    check('I7', unshared_or_unwritable(parent.vm_mm, address) && unshared_or_unwritable(child.vm_mm, address), address);
  }
});

/** Another fault may be about to give the page a frame of its own: it has the table's lock then. */
function unshared_or_unwritable(mm: mm_struct, address: ulong): boolean {
  const table = pte_table_lookup(mm, address);
  if (table === NULL || table.ptl.locked !== 0) return true;
  const pte = pte_offset(table, address);
  return pte.page === NULL || (pte.flags & PTE_WRITE) === 0 || pte.page._refcount.counter === 1;
}
