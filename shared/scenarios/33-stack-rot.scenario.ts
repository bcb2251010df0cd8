/**
 * StackRot (CVE-2023-3269): a stack that grows under mmap_lock for read rewrites the
 * tree under another task's hands (mended by 8d7071af8907).
 *
 * Whoever holds mmap_lock, even for read, walks the tree without an RCU section: no
 * writer is there who could replace a node. But a stack used to grow under mmap_lock
 * for read. In the maple tree growing is a store, which replaces a node and frees the
 * old one after a grace period, for which a task that is in no RCU section does not
 * count. That VMA locks came at the same time has nothing to do with it: they are off
 * here.
 *
 * Explored: violates I3, by the growth alone. `--property I5` goes on to the other
 * fault, which reads the freed node. With `FIXED=y`, where the stack grows under
 * mmap_lock for write, it is verified. Live it may end in that use after free: exit
 * code 1.
 */
scenario({
  title: 'A stack that grows under mmap_lock for read',
  config: { PER_VMA_LOCK: false, LOCK_MM_AND_FIND_VMA: true, RWSEM_SPIN_ON_OWNER: false },
});

const BASE = 0x100000;
const BELOW = BASE - PAGE_SIZE;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let grown: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE | VM_GROWSDOWN);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

override(find_vma_expanding_stack, (mm: mm_struct, address: ulong): vm_area_struct => {
  if (vma_lookup(mm, address) !== NULL || find_stack_above(mm, address) === NULL) return vma_lookup(mm, address);
  if (FIXED) {
    mmap_read_unlock(mm);
    mmap_write_lock(mm);
  } else {
    // Two growths at a time are kept apart by this.
    spin_lock(mm.page_table_lock);
  }
  expand_stack(mm, address);
  if (FIXED) mmap_write_downgrade(mm);
  else spin_unlock(mm.page_table_lock);
  return vma_lookup(mm, address);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('grow', () => {
  if (grown) munmap(mm, BELOW, PAGE_SIZE);
  else page_fault(mm, BELOW, FAULT_FLAG_WRITE);
  grown = !grown;
});

teardown(() => {
  mmput(mm);
});
