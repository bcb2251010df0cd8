/**
 * When the sequence number comes round to an old mark, a writer takes it for his own.
 *
 * The patch says of wrap-around that it can only lead to false refusals. That is so for
 * readers. But a writer who finds the VMA marked already does not wait for the readers
 * inside, and an old mark looks just like that.
 *
 * The kernel's counter has 32 bits: it needs a wrap, 2^32 releases of mmap_lock since
 * the VMA was last marked. Here `SEQ_BITS=2` makes it wrap after four, and setup has
 * done most of them. Explored: violates I1. With `SEQ_BITS=32` it is verified, within
 * its bounds. Live it is as unlikely as in the kernel, if not with so few bits: nothing
 * tells of it.
 */
scenario({
  title: 'The sequence number wraps',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0, SEQ_BITS: 2 },
});

const BASE = 0x100000;

let mm: mm_struct;
let read_only: boolean;

setup(() => {
  mm = mm_alloc();
  // Marked at 0. Mapping and two releases more: the number is 3, and with two bits 0
  // comes next.
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
  for (let i = 0; i < 2; i++) {
    mmap_write_lock(mm);
    mmap_write_unlock(mm);
  }
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('writer', () => {
  // Has nothing to do with the VMA.
  mmap_write_lock(mm);
  mmap_write_unlock(mm);
  mprotect(mm, BASE, PAGE_SIZE, read_only ? VM_READ | VM_WRITE : VM_READ);
  read_only = !read_only;
});

teardown(() => {
  mmput(mm);
});
