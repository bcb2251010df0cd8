/**
 * A writer shuts one VMA, not the faults in others.
 *
 * One thread takes write access from a mapping and gives it back, over and over. While
 * it does, it holds mmap_lock for writing and has *marked* the VMA: faults in it are
 * refused and go to queue at mmap_lock. The neighbour is not marked, so its faults go
 * on as if nothing happened, although mmap_lock is held for writing. That is the whole
 * point.
 *
 * On the timeline: from `vma_lock.mark` to `vma_lock.end_write_all`, faults of the
 * 'hit' lanes turn into `mmap_lock.wait`; those of the 'neighbour' lane do not. A
 * `vma_lock.wait` on the 'mprotect' lane is the writer waiting for a fault that was
 * inside when it came.
 * In the counters: VMA_LOCK_ABORT are the refusals, FAULT_MMAP_LOCK the faults that
 * were served after all; VMA_LOCK_ACCESS and FAULT_SIGSEGV are writes that came while
 * the mapping was read-only: a real program would have got a signal.
 *
 * To explore it, make it small, in Config or with --config: `PAGES=1 HITS=1`, with
 * `MMAP_LOCK_ATOMIC=y RCU_ATOMIC=y`.
 */
scenario({ title: 'Faults against mprotect', cores: 4 });

const PAGES = config('PAGES', 8);
const HITS = config('HITS', 2);
const LENGTH = PAGES * PAGE_SIZE;
const TARGET = 0x100000;
const NEIGHBOUR = 0x200000;

let mm: mm_struct;
/** Whether mprotect has returned after making the target read-only. */
let read_only: boolean;

/** Whether no page of the target can be written without a fault. */
function target_is_write_protected(): boolean {
  for (let page = 0; page < PAGES; page++) {
    if (pte_write(mm, TARGET + page * PAGE_SIZE)) return false;
  }
  return true;
}

setup(() => {
  mm = mm_alloc();
  mmap(mm, TARGET, LENGTH, VM_READ | VM_WRITE);
  mmap(mm, NEIGHBOUR, LENGTH, VM_READ | VM_WRITE);
});

thread('hit', { instances: HITS }, () => {
  page_fault(mm, TARGET + pick(PAGES) * PAGE_SIZE, pick(2) === 0 ? 0 : FAULT_FLAG_WRITE);
});

thread('neighbour', () => {
  page_fault(mm, NEIGHBOUR + pick(PAGES) * PAGE_SIZE, FAULT_FLAG_WRITE);
});

thread('mprotect', () => {
  if (mprotect(mm, TARGET, LENGTH, VM_READ) !== 0) return;
  read_only = true;
  assert(target_is_write_protected(), 'a page can be written after mprotect took write access away');
  read_only = false;
  mprotect(mm, TARGET, LENGTH, VM_READ | VM_WRITE);
});

always('what is read-only cannot be written', () => !read_only || target_is_write_protected());

teardown(() => {
  mmput(mm);
});
