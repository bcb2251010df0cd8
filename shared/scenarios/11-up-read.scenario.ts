/**
 * up_read() uses a VMA after it was freed: the smallest case of scenario 07.
 *
 * One fault, one munmap. The reader takes itself out of the semaphore's count; that
 * lets the writer in, who has queued and is about to sleep. He unmaps, a grace period
 * passes, the VMA is freed; the reader, who saw that somebody waits, goes on to wake
 * him and looks at the semaphore. Nobody did anything forbidden, and no memory has to
 * be weak for it.
 *
 * Explored: violates I4. With `--protocol v1-rwsem-rcu`, where the release is in an RCU
 * section, it is verified. Remedies that were proposed in review are scenarios 12 to
 * 15. Live, the window is a few instructions wide: see 07.
 */
scenario({
  title: 'up_read() as posted, one fault and one munmap',
  protocol: 'v1-rwsem',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

let mm: mm_struct;
let mapped: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = true;
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('munmap', () => {
  if (mapped) munmap(mm, BASE, PAGE_SIZE);
  else mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = !mapped;
});

teardown(() => {
  mmput(mm);
});
