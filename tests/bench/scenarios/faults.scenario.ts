/**
 * The load of the benchmark: threads that fault at random pages of one mapping or of many, and nobody who changes the
 * mappings. peers/faults.c is the same in C.
 */
scenario({ title: 'Benchmark: faults', cores: 2, heap_kb: 16384 });

const THREADS = config('THREADS', 1);
const VMAS = config('VMAS', 1);
const PAGES = config('PAGES', 64);
/** One fault in so many, on average, is followed by an MADV_DONTNEED of the whole mapping. */
const DONTNEED = config('DONTNEED', 64);

const BASE = 0x100000;
const LENGTH = PAGES * PAGE_SIZE;
/** A gap after each mapping keeps neighbours from merging. */
const STRIDE = LENGTH + 2 * PAGE_SIZE;

let mm: mm_struct;

setup(() => {
  mm = mm_alloc();
  for (let i = 0; i < VMAS; i++) {
    const start = BASE + i * STRIDE;
    mmap(mm, start, LENGTH, VM_READ | VM_WRITE);
    for (let page = 0; page < PAGES; page++) page_fault(mm, start + page * PAGE_SIZE, FAULT_FLAG_WRITE);
  }
});

thread('worker', { instances: THREADS }, () => {
  const start = BASE + pick(VMAS) * STRIDE;
  page_fault(mm, start + pick(PAGES) * PAGE_SIZE, FAULT_FLAG_WRITE);
  if (pick(DONTNEED) === 0) madvise_dontneed(mm, start, LENGTH);
});

teardown(() => {
  mmput(mm);
});
