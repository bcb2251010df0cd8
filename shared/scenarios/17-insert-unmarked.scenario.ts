/**
 * A new VMA can be found before it is finished (33313a747e81).
 *
 * mmap puts the VMA into the tree and then goes on with it. Under mmap_lock alone that
 * was right: nobody could look. With per-VMA locks, faults find it at once; unless it
 * is marked before it is inserted, they use it half made.
 *
 * Explored: violates I3, by the writer alone; `--property I2` shows a fault that reads
 * the flags of before and then those of after. With `FIXED=y` it is verified. Live, a
 * fault now and then ends in a SIGSEGV that it should not have had.
 */
scenario({
  title: 'A VMA that is inserted unmarked',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let mapped: boolean;

override(insert_new_vma, (mm: mm_struct, start: ulong, end: ulong, vm_flags: ulong): int => {
  const vma = vm_area_alloc(mm);
  if (vma === NULL) return -ENOMEM;
  vma_set_range(vma, start, end);
  if (FIXED) vma_write_lock(vma);
  vma_mark_attached(vma);
  const error = mtree_store_range(mm.mm_mt, start, end - 1, vma);
  if (error !== 0) {
    vma_mark_detached(vma);
    vm_area_free(vma);
    return error;
  }
  vma.vm_flags = vm_flags;
  mm.map_count++;
  return 0;
});

setup(() => {
  mm = mm_alloc();
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('mmap', () => {
  if (mapped) munmap(mm, BASE, PAGE_SIZE);
  else mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = !mapped;
});

teardown(() => {
  mmput(mm);
});
