/**
 * munmap that marks nothing frees page tables under the hands of a fault.
 *
 * Marking is what drains the faults inside a VMA. Without it, munmap erases the VMA,
 * takes the pages and frees the tables, while a fault that had locked the VMA before is
 * still on its way through those tables.
 *
 * Explored: violates I9, because a VMA is locked that is no longer in the tree; with
 * `--property I7`, the fault writes to a table that is freed. With `FIXED=y` it is
 * verified. Live it ends in a use after free, sooner or later: exit code 1.
 */
scenario({
  title: 'munmap that marks nothing',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let mapped: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = true;
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('munmap', () => {
  if (mapped) munmap(mm, BASE, PAGE_SIZE);
  else mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = !mapped;
});

override(do_munmap_downgrade, (mm: mm_struct, start: ulong, length: ulong): int => {
  const end = start + length;
  const vmas = chain_vmas(mm, start, end);
  if (FIXED) {
    for (let vma = vmas; vma !== NULL; vma = vma.vm_free_next) {
      vma_write_lock(vma);
      vma_mark_detached(vma);
    }
  }
  const error = vmas !== NULL ? mtree_store_range(mm.mm_mt, start, end - 1, NULL) : 0;
  mmap_write_downgrade(mm);
  if (error !== 0) return error;
  unmap_region(mm, vmas, 0, USER_PGTABLES_CEILING);
  remove_vmas(mm, vmas);
  return 0;
});

teardown(() => {
  mmput(mm);
});
