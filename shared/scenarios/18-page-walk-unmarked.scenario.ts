/**
 * A walk over page tables under mmap_lock does not keep faults out (49b0638502da).
 *
 * clear_refs, mlock and others hold mmap_lock for write and go through the PTEs. They
 * used to have the address space to themselves. Now a fault that holds a VMA lock
 * changes a PTE behind the walk's back, unless the walk marks the VMAs that it visits.
 *
 * Explored: the walk's own assertion fails: a page is writable after it has taken write
 * access from all. With `FIXED=y` it is verified. Live the assertion may fail as well,
 * sooner or later.
 */
scenario({
  title: 'A page walk that marks nothing',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

/** Takes write access from all pages, so that the next write to each is noticed. */
function clear_refs_write(): void {
  mmap_write_lock(mm);
  walk_page_range(mm, BASE, BASE + PAGE_SIZE, FIXED ? PGWALK_WRLOCK : PGWALK_RDLOCK, write_protect_pte_range);
  assert(!pte_write(mm, BASE), 'after the walk no page can be written without a fault');
  mmap_write_unlock(mm);
}

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('walk', () => {
  clear_refs_write();
});

teardown(() => {
  mmput(mm);
});
