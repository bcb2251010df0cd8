/**
 * VMAs come apart and grow together under the faults' feet.
 *
 * Making a few pages in the middle of a mapping read-only splits it into three VMAs;
 * making them writable again merges the three into one. Faults go on all the time. The
 * address that a fault looked up may belong to another VMA by the time it has a lock:
 * that is why it checks the range after locking, and why a merge marks the VMA that
 * vanishes as well as the one that stays.
 *
 * On the timeline: `vma_lock.mark` comes in groups, one for each VMA that a split or
 * merge is about to change; a fault that was refused shows `abort`, waits for
 * mmap_lock, and finds the new shape. In the address-space picture the mapping falls
 * apart and heals.
 * In the counters: VMA_LOCK_ABORT for refusals and for VMAs that had shrunk,
 * VMA_LOCK_MISS for VMAs that had been merged away. VMA_LOCK_SUCCESS leads by far.
 *
 * To explore it, make it small, in Config or with --config: `PAGES=3 READERS=1`, with
 * `MMAP_LOCK_ATOMIC=y RCU_ATOMIC=y`, and `--max-states 6000000`.
 */
scenario({ title: 'Split and merge under faults', cores: 4 });

const PAGES = config('PAGES', 32);
const READERS = config('READERS', 3);
const BASE = 0x100000;

let mm: mm_struct;

/**
 * Whether every page of the mapping belongs to a VMA. Each change to the tree is
 * published at once, so it always does.
 */
function has_no_hole(): boolean {
  for (let page = 0; page < PAGES; page++) {
    if (vma_lookup(mm, BASE + page * PAGE_SIZE) === NULL) return false;
  }
  return true;
}

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGES * PAGE_SIZE, VM_READ | VM_WRITE);
});

thread('read', { instances: READERS }, () => {
  page_fault(mm, BASE + pick(PAGES) * PAGE_SIZE, 0);
});

thread('split', () => {
  // Not the first page and not the last: there is always something left on both sides.
  const first = 1 + pick(PAGES - 2);
  const length = (1 + pick(PAGES - 1 - first)) * PAGE_SIZE;
  mprotect(mm, BASE + first * PAGE_SIZE, length, VM_READ);
  page_fault(mm, BASE + first * PAGE_SIZE, 0);
  mprotect(mm, BASE + first * PAGE_SIZE, length, VM_READ | VM_WRITE);
  madvise_dontneed(mm, BASE, PAGES * PAGE_SIZE);
});

always('the mapping has no hole', () => mm === NULL || has_no_hole());

teardown(() => {
  const done = mm;
  mm = NULL;
  mmput(done);
});
