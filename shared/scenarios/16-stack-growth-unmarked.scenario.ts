/**
 * A stack grows, and its VMA was not marked (the defect that c137381f71ae mended).
 *
 * Growing changes where the VMA begins. A fault that holds the VMA reads its fields one by one, and may see some of before and some of
 * after. In the kernel the other half of the pair is vm_pgoff; here it is what the fault read first.
 *
 * Explored: violates I3, by the writer alone. `--property I2` shows what comes of it: a fault that reads two versions.
 * With `FIXED=y`, which marks first, it is verified. Live nothing is noticed: the values read are plausible.
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
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

/** Makes the mapping above `address` begin there. */
function expand_stack(address: ulong): void {
  mmap_write_lock(mm);
  const vma = vma_lookup(mm, BASE);
  if (FIXED) vma_write_lock(vma);
  if (mtree_store_range(mm.mm_mt, address, vma.vm_end - 1, vma) === 0) {
    mm.total_vm += (vma.vm_start - address) >> PAGE_SHIFT;
    vma.vm_start = address;
  }
  mmap_write_unlock(mm);
}

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('grow', () => {
  if (grown) munmap(mm, BELOW, PAGE_SIZE);
  else expand_stack(BELOW);
  grown = !grown;
});

teardown(() => {
  mmput(mm);
});
