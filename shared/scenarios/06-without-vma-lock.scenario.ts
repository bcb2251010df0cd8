/**
 * The same load as scenario 05 with CONFIG_PER_VMA_LOCK=n: how it was before.
 *
 * Every fault takes mmap_lock for reading. Readers do not exclude each other, yet all
 * of them change the one count word of the one semaphore, so its cache line travels
 * from core to core with each fault. Any writer, whatever VMA it is at, stops every
 * fault in the address space.
 *
 * On the timeline: each `mmap_lock.write` goes with a `mmap_lock.wait` on nearly all
 * other lanes, and then a crowd of readers is woken together.
 * In the counters: all faults are FAULT_MMAP_LOCK; no counter of the VMA lock moves.
 * Compare faults per second and the histograms `fault` and `mmap_lock.read_wait` with
 * scenario 05. The more cores, the larger the difference; on two it may be small.
 */
scenario({ title: 'Many VMAs, many threads, without the per-VMA lock', cores: 8, config: { PER_VMA_LOCK: false } });

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
