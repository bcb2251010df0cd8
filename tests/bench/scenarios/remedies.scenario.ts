/**
 * The load of the benchmark of remedies for up_read()'s use after free: faults, and, if asked for, now and then an munmap and mmap of all
 * their pages. The benchmark adds what a scenario overrides. VMAs are freed one by one: some remedies are about just that.
 */
scenario({ title: 'Benchmark: remedies', cores: 2, config: { VMA_FREE_BATCH: 0 }, heap_kb: 4096 });

const PAGES = config('PAGES', 16);
/** One body in so many, on average, unmaps and maps instead of faulting. */
const CHURN = config('CHURN', 16);

const BASE = 0x100000;
const LENGTH = PAGES * PAGE_SIZE;

let mm: mm_struct;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, LENGTH, VM_READ | VM_WRITE);
  for (let page = 0; page < PAGES; page++) page_fault(mm, BASE + page * PAGE_SIZE, FAULT_FLAG_WRITE);
});

thread('worker', { instances: 2 }, () => {
  if (pick(CHURN) !== 0) {
    page_fault(mm, BASE + pick(PAGES) * PAGE_SIZE, FAULT_FLAG_WRITE);
    return;
  }
  munmap(mm, BASE, LENGTH);
  mmap(mm, BASE, LENGTH, VM_READ | VM_WRITE);
});

teardown(() => {
  mmput(mm);
});
