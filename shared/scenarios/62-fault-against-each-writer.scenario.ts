/**
 * A program's access against one writer, whichever: `--config WRITER=N`.
 *
 *      0 munmap                                  7 brk
 *      1 mmap beside it, which grows the VMA     8 madvise(MADV_DONTNEED)
 *      2 mprotect, which splits it               9 mlock
 *      3 mprotect, which merges it              10 mbind
 *      4 fork                                   11 userfaultfd's registration
 *      5 a growing stack                        12 collapsing
 *      6 mremap                                 13 a page walk
 *
 * Two pages, of which the first is there; the program stores to either. Whatever the
 * writer does, it has marked each VMA before it changes anything that the fault looks
 * at. Everything that the kernel here can be built with is on.
 * `faultline mutate 62 --config WRITER=N` leaves out one line of them after the other.
 * (What fork needs its mark for takes two programs: scenario 63.)
 *
 * Explored: verified, each of them.
 */
scenario({
  title: 'A fault against each writer',
  config: {
    MMAP_LOCK_ATOMIC: true, RCU_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0,
    TLB: true, LOCK_MM_AND_FIND_VMA: true, ANON_VMA: true, NUMA: true, USERFAULTFD: true,
  },
});

const WRITER = config('WRITER', 0);

const BASE = 0x100000;
const SECOND = BASE + PAGE_SIZE;
const ELSEWHERE = BASE + 4 * PAGE_SIZE;
/** What is collapsed is all that one table of PTEs covers. */
const LENGTH = WRITER === 12 ? PMD_SIZE : 2 * PAGE_SIZE;

let mm: mm_struct;
let child: mm_struct;
let ctx: userfaultfd_ctx;

setup(() => {
  mm = mm_alloc();
  if (WRITER === 7) {
    set_brk(mm, BASE);
    brk(mm, BASE + 2 * PAGE_SIZE);
  } else {
    mmap(mm, BASE, LENGTH, VM_READ | VM_WRITE | (WRITER === 5 ? VM_GROWSDOWN : 0));
  }
  if (WRITER === 3) mprotect(mm, SECOND, PAGE_SIZE, VM_READ);
  if (WRITER === 11) ctx = userfaultfd_ctx_alloc();
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('store', () => {
  user_access(mm, pick(2) === 0 ? BASE : SECOND, FAULT_FLAG_WRITE);
});

thread('writer', () => {
  if (WRITER === 0) munmap(mm, BASE, LENGTH);
  if (WRITER === 1) mmap(mm, BASE + 2 * PAGE_SIZE, PAGE_SIZE, VM_READ | VM_WRITE);
  if (WRITER === 2) mprotect(mm, SECOND, PAGE_SIZE, VM_READ);
  if (WRITER === 3) mprotect(mm, SECOND, PAGE_SIZE, VM_READ | VM_WRITE);
  if (WRITER === 4) {
    if (child !== NULL) mmput(child);
    child = fork(mm);
  }
  if (WRITER === 5) user_access(mm, BASE - PAGE_SIZE, FAULT_FLAG_WRITE);
  if (WRITER === 6) mremap(mm, BASE, PAGE_SIZE, PAGE_SIZE, MREMAP_MAYMOVE | MREMAP_FIXED, ELSEWHERE);
  if (WRITER === 7) brk(mm, SECOND);
  if (WRITER === 8) madvise_dontneed(mm, BASE, LENGTH);
  if (WRITER === 9) mlock(mm, BASE, LENGTH);
  if (WRITER === 10) mbind(mm, BASE, LENGTH, 1);
  if (WRITER === 11) userfaultfd_register(mm, ctx, BASE, LENGTH);
  if (WRITER === 12) collapse_huge_page(mm, BASE);
  if (WRITER === 13) {
    mmap_write_lock(mm);
    walk_page_range(mm, BASE, BASE + LENGTH, PGWALK_WRLOCK, write_protect_pte_range);
    flush_tlb_mm(mm);
    assert(!pte_write(mm, BASE), 'after the walk no page can be written without a fault');
    mmap_write_unlock(mm);
  }
});

teardown(() => {
  if (child !== NULL) mmput(child);
  mmput(mm);
  if (ctx !== NULL) userfaultfd_ctx_put(ctx);
});
