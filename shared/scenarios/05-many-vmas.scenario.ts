/**
 * Many VMAs, many threads: what the per-VMA lock is for.
 *
 * Eight threads fault all over an address space of a thousand mappings, each as likely
 * as any other. Now and then one gives the pages of some mappings back, and more rarely
 * one unmaps a mapping and maps it again. Two faults hardly ever meet in one VMA, and a
 * writer marks one VMA of a thousand: almost nobody is ever refused.
 *
 * On the timeline: writers hold `mmap_lock.write`, and the other lanes go on faulting
 * right through it.
 * In the counters: faults per second, against scenario 06, which is the same load
 * without the per-VMA lock. VMA_LOCK_ABORT should be a small part of FAULT. The
 * histogram `fault` shows the rare fault that had to wait.
 *
 * This one is for running, not for exploring. `VMAS=100000` makes a deeper tree; give
 * it `heap_kb: 262144`.
 */
scenario({ title: 'Many VMAs, many threads', cores: 8 });

const VMAS = config('VMAS', 1024);
const PAGES = 2;
const LENGTH = PAGES * PAGE_SIZE;
const BASE = 0x100000;
/** A gap after each mapping keeps neighbours from merging. */
const STRIDE = 0x4000;
const WORKERS = 8;
/**
 * There are mappings of their own for so many workers, as a comparison may ask for
 * more.
 */
const MOST_WORKERS = 64;
/** How many mappings give their pages back at once. */
const DROPPED = 16;

let mm: mm_struct;

setup(() => {
  mm = mm_alloc();
  for (let i = 0; i < VMAS; i++) mmap(mm, BASE + i * STRIDE, LENGTH, VM_READ | VM_WRITE);
});

thread('worker', { instances: WORKERS }, () => {
  page_fault(mm, BASE + pick(VMAS) * STRIDE + pick(PAGES) * PAGE_SIZE, FAULT_FLAG_WRITE);
  const chance = pick(256);
  if (chance < 3) {
    madvise_dontneed(mm, BASE + pick(VMAS - DROPPED) * STRIDE, DROPPED * STRIDE);
  } else if (chance === 3) {
    // Every worker has mappings of its own to map anew, so that no two are at the same
    // one.
    const region = BASE + (pick(VMAS / MOST_WORKERS) * MOST_WORKERS + (this_instance() % MOST_WORKERS)) * STRIDE;
    munmap(mm, region, LENGTH);
    mmap(mm, region, LENGTH, VM_READ | VM_WRITE);
  }
});

always('nothing is mapped twice', () => mm === NULL || mm.map_count <= VMAS);

teardown(() => {
  const done = mm;
  mm = NULL;
  mmput(done);
});
