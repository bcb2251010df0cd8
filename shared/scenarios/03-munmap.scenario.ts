/**
 * A fault races munmap, and must not map a page where nothing is any more.
 *
 * A few mappings, threads that fault in all of them, and one thread that unmaps one
 * after another and maps it again. A fault may have found its VMA just before it was
 * erased. It must then not put a page where nothing is mapped any more: nobody would
 * ever take it away again. Three things prevent it: munmap marks the VMA, which waits
 * for the faults inside; a fault that comes later looks the address up once more under
 * the lock; and the VMA's memory is freed only after every lookup that might have found
 * it is over.
 *
 * On the timeline: `munmap` holds mmap_lock for writing while it erases, then goes on
 * with it for reading (the downgrade) to zap pages and free page tables; from there on
 * the others run. `miss` is a fault that locked a VMA and found it erased. `rcu.free`,
 * on the lane of the RCU thread, is the end of a VMA.
 * In the counters: most faults are VMA_LOCK_SUCCESS, in the mappings that nobody is at.
 * FAULT_SIGSEGV are those that came while nothing was mapped. VMA_LOCK_MISS counts the
 * closest races.
 *
 * Break it: in an `override` of lock_vma_under_rcu leave out the second lookup, and run.
 * To explore it, make it small, in Config or with --config: `REGIONS=1 PAGES=1 FAULTS=1`.
 */
scenario({ title: 'A fault races munmap', cores: 4 });

const REGIONS = config('REGIONS', 8);
const PAGES = config('PAGES', 4);
const FAULTS = config('FAULTS', 3);
const LENGTH = PAGES * PAGE_SIZE;
const BASE = 0x100000;
/** Each region has a page table of its own, so that unmapping it frees one. */
const STRIDE = PMD_SIZE;

let mm: mm_struct;
/**
 * The region that munmap has returned for and that is not mapped again yet; 0 if there
 * is none.
 */
let hole: ulong;

/**
 * Whether no page of a region has a frame. For the thread that unmaps: nobody else
 * frees page tables.
 */
function region_is_empty(region: ulong): boolean {
  for (let page = 0; page < PAGES; page++) {
    if (pte_present(mm, region + page * PAGE_SIZE)) return false;
  }
  return true;
}

setup(() => {
  mm = mm_alloc();
  for (let i = 0; i < REGIONS; i++) mmap(mm, BASE + i * STRIDE, LENGTH, VM_READ | VM_WRITE);
});

thread('fault', { instances: FAULTS }, () => {
  page_fault(mm, BASE + pick(REGIONS) * STRIDE + pick(PAGES) * PAGE_SIZE, FAULT_FLAG_WRITE);
});

thread('munmap', () => {
  const region = BASE + pick(REGIONS) * STRIDE;
  if (munmap(mm, region, LENGTH) !== 0) return;
  hole = region;
  assert(region_is_empty(region), 'a page is left in an unmapped range');
  hole = 0;
  mmap(mm, region, LENGTH, VM_READ | VM_WRITE);
});

always('no page is left in an unmapped range', () => hole === 0 || region_is_empty(hole));

teardown(() => {
  mmput(mm);
});
