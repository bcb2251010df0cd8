/**
 * A fault races munmap, small enough to look at every interleaving.
 *
 * Explored: verified. Override a function of the kernel (put the cursor on its name,
 * Ctrl+Alt+O) to see what it is for.
 */
scenario({
  title: 'A fault against munmap',
  cores: 2,
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

let mm: mm_struct;
let mapped: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = true;
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('munmap', () => {
  // Live, the bodies run again and again.
  if (mapped) munmap(mm, BASE, PAGE_SIZE);
  else mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = !mapped;
});

teardown(() => {
  mmput(mm);
});
