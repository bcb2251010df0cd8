/** The benchmark of the search on the kernel's own code: faults race writers, the first of which unmaps their page unless UNMAPS=n. */
scenario({ title: 'Benchmark: faults and writers', config: { VMA_FREE_BATCH: 0, RWSEM_SPIN_ON_OWNER: false } });

const FAULTS = config('FAULTS', 1);
const WRITERS = config('WRITERS', 1);
const UNMAPS = config('UNMAPS', true);
const ADDRESS = 0x1000;

let mm: mm_struct;

setup(() => {
  mm = mm_alloc();
  mmap(mm, ADDRESS, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, ADDRESS, FAULT_FLAG_WRITE);
});

thread('fault', { instances: FAULTS }, () => {
  page_fault(mm, ADDRESS, FAULT_FLAG_WRITE);
});

thread('writer', { instances: WRITERS }, () => {
  if (UNMAPS && this_instance() === 0) munmap(mm, ADDRESS, PAGE_SIZE);
  else mprotect(mm, ADDRESS, PAGE_SIZE, VM_READ);
});

teardown(() => {
  mmput(mm);
});
