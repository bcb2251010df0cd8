property('I7', 'mapping safety', 'A page is mapped only by who holds a lock that keeps its VMA, where that one is in the tree and covers it, in a live table; after munmap none is left in the range; none can be written that its VMA forbids to write, or that another address space has, too; no TLB keeps what a writer took from a PTE; no store of a program is lost.');

lifetime<pgtable>('I7');
lifetime<pte_table>('I7');
lifetime<page>('I7');

observe('pte.install', (address: ulong) => {
  const t = this_thread();
  const held = ghost_read_of(t);
  const mm = held !== NULL ? held.vm_mm : ghost_mmap[t];
  check('I7', mm !== NULL, address);
  const vma = vma_lookup(mm, address);
  check('I7', vma !== NULL && (held === NULL || ghost_read_by(t, vma)) && vma.vm_start <= address && address < vma.vm_end, held);
  check('I7', pte_present(mm, address), address);
});

observe_return(munmap, (error: int, mm: mm_struct, start: ulong, length: ulong) => {
  if (error !== 0) return;
  const end = start + length;
  for (let address = start; address < end; address += one_look(mm, address)) {
    // Another task may have mapped something there by now.
    check('I7', vma_lookup(mm, address) !== NULL || !pte_present(mm, address), address);
  }
});

/** With CONFIG_TLB. A PTE without a page is one that is being unmapped or moved: the old frame is kept until the flush. */
observe_return(tlb_access, (hit: boolean, mm: mm_struct, address: ulong, flags: ulong) => {
  if (!hit || (flags & FAULT_FLAG_WRITE) === 0) return;
  const table = pte_table_lookup(mm, address);
  const mapped = table !== NULL ? pte_offset(table, address).page : NULL;
  check('I7', mapped === NULL || mapped === tlb_entry_of(address).page, address);
});
/** A copy takes a frame's place: no store has come between the two. */
observe('pte.copy', (old: page, copy: page) => {
  check('I7', old.stores.counter === copy.stores.counter, old);
});
/** Nor where copies take the places of all frames of a table. */
observe('pmd.copy', (old: pte_table, copy: pte_table) => {
  for (let i = 0; i < PTRS_PER_TABLE; i++) {
    const page = old.pte[i].page;
    check('I7', page === NULL || page.stores.counter === copy.pte[i].page.stores.counter, page);
  }
});

/** How much of the addresses from `address` on is known by looking there: a page, or all that a missing table would cover. */
function one_look(mm: mm_struct, address: ulong): ulong {
  let table = mm.pgd;
  for (let shift = PGDIR_SHIFT; shift > PAGE_SHIFT; shift -= TABLE_BITS) {
    table = table.slot[pgtable_index(address, shift)];
    const size: ulong = 1 << shift;
    if (table === NULL) return size - (address & (size - 1));
  }
  return PAGE_SIZE;
}
