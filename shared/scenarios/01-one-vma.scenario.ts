/**
 * Faults in one VMA do not wait for each other.
 *
 * Four threads use one mapping and nobody changes it, so each fault gets the VMA's lock
 * at the first try: it is a lock for reading, and any number of readers may have it.
 * Now and then a thread gives all pages back (MADV_DONTNEED), so that there is work
 * again; that takes mmap_lock, but only for reading, and faults do not take mmap_lock
 * at all.
 *
 * On the timeline: `vma_lock.read` slices of several lanes lie above one another, and
 * no lane waits. Two faults on the very same page do meet, at the lock of the page
 * table: look for a fault that is longer than the others.
 * In the counters: FAULT and VMA_LOCK_SUCCESS go up together. FAULT_MMAP_LOCK stays at
 * zero: nothing ever refuses the VMA's lock. Compare scenario 02, where somebody does.
 *
 * To explore it, make it small, in Config or with --config: `PAGES=2 WORKERS=2`.
 */
scenario({ title: 'Faults in one VMA', cores: 4 });

const PAGES = config('PAGES', 64);
const WORKERS = config('WORKERS', 4);
const BASE = 0x10000;

let mm: mm_struct;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGES * PAGE_SIZE, VM_READ | VM_WRITE);
});

thread('worker', { instances: WORKERS }, () => {
  page_fault(mm, BASE + pick(PAGES) * PAGE_SIZE, FAULT_FLAG_WRITE);
  if (pick(PAGES) === 0) madvise_dontneed(mm, BASE, PAGES * PAGE_SIZE);
});

always('the mapping stays', () => mm === NULL || vma_lookup(mm, BASE) !== NULL);

teardown(() => {
  const done = mm;
  mm = NULL;
  mmput(done);
});
