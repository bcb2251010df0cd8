/**
 * A stack grows, and its VMA was not marked (the defect that c137381f71ae mended).
 *
 * Growing changes where the VMA begins. A fault that holds the VMA reads its fields one
 * by one, and may see some of before and some of after. In the kernel the other half of
 * the pair is vm_pgoff; here it is what the fault read first.
 *
 * Explored: violates I3, by the writer alone. `--property I2` shows what comes of it: a
 * fault that reads two versions. With `FIXED=y`, which marks first, it is verified.
 * Live nothing is noticed: the values read are plausible.
 */
scenario({
  title: 'A stack that grows unmarked',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
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

override(expand_downwards, (vma: vm_area_struct, address: ulong): int => {
  if (FIXED) vma_write_lock(vma);
  const error = mtree_store_range(vma.vm_mm.mm_mt, address, vma.vm_end - 1, vma);
  if (error !== 0) return error;
  vma.vm_mm.total_vm += (vma.vm_start - address) >> PAGE_SHIFT;
  vma.vm_start = address;
  return 0;
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('grow', () => {
  if (grown) {
    munmap(mm, BELOW, PAGE_SIZE);
  } else {
    // What a fault below the stack does once it has mmap_lock for write.
    mmap_write_lock(mm);
    expand_stack(mm, BELOW);
    mmap_write_unlock(mm);
  }
  grown = !grown;
});

teardown(() => {
  mmput(mm);
});
