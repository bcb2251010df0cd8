/**
 * Memory runs out in the middle of a split, and half of it stays done.
 *
 * To unmap a part of a mapping, munmap splits it first: a copy of the VMA, then a store
 * to the tree, then the new range of the old VMA. The copy and the store need memory,
 * so both may fail, and must leave everything as it was. Here the old VMA is cut before
 * the store. If that fails, munmap reports ENOMEM, the tree has the mapping as it was,
 * and the VMA says that it ends earlier.
 *
 * Explored, one allocation may fail (`FAIL_ALLOCATIONS=1`): violates I10.
 * `--property I7` goes on to a page that is mapped outside of its VMA, and
 * `--property none --liveness` to the teardown, which never ends: it goes on where a
 * VMA says that it ends, and finds the same one in the tree. With `FIXED=y` it is
 * verified: the store is the last thing that can fail, and what comes after it cannot.
 * `FIXED=y FREES_PART=n` forgets the copy when the store has failed: it is left at the
 * end. Live, one allocation fails early on; where it is that of the store, the next
 * munmap never ends in the same way: exit code 1. `FAIL_ALLOCATIONS=-1 FAIL_ONE_IN=50`
 * fails some all the time.
 */
scenario({
  title: 'Out of memory in the middle of a split',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0, FAIL_ALLOCATIONS: 1 },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);
/** Whether the copy is freed when it has not come into the tree. */
const FREES_PART = config('FREES_PART', true);

let mm: mm_struct;
let mapped: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, 2 * PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = true;
});

function keep_the_rest(vma: vm_area_struct, address: ulong, new_below: boolean): void {
  if (new_below) vma_set_range(vma, address, vma.vm_end);
  else vma_set_range(vma, vma.vm_start, address);
}

override(split_vma, (vma: vm_area_struct, address: ulong, new_below: boolean): int => {
  const mm = vma.vm_mm;
  const part = vm_area_dup(vma);
  if (part === NULL) return -ENOMEM;
  if (new_below) vma_set_range(part, vma.vm_start, address);
  else vma_set_range(part, address, vma.vm_end);
  vma_write_lock(vma);
  vma_write_lock(part);
  vma_mark_attached(part);
  if (!FIXED) keep_the_rest(vma, address, new_below);
  const error = mtree_store_range(mm.mm_mt, part.vm_start, part.vm_end - 1, part);
  if (error !== 0) {
    vma_mark_detached(part);
    if (FREES_PART) vm_area_free(part);
    return error;
  }
  if (FIXED) keep_the_rest(vma, address, new_below);
  mm.map_count++;
  return 0;
});

thread('munmap', () => {
  if (!mapped) mapped = mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE) === 0;
  else if (munmap(mm, BASE, PAGE_SIZE) === 0) mapped = false;
  // It could not be done, so all is as before. The other page would be there in any case.
  else page_fault(mm, BASE + PAGE_SIZE, FAULT_FLAG_WRITE);
});

teardown(() => {
  mmput(mm);
});
