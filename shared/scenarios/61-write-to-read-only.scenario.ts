/**
 * A write to a page that has just become read-only.
 *
 * A fault has to look whether the VMA allows the access: the handler does not look
 * again, and makes the PTE writable. It looks under the VMA lock; where that says no,
 * or there was no VMA lock to be had, it looks once more under mmap_lock, and there a
 * no is an error of the program. mprotect marks the VMA before it changes anything, so
 * that no fault that has looked before is still on its way.
 *
 * Explored: verified. `faultline mutate 61` leaves out either look, or the mark, and
 * finds the page writable.
 */
scenario({
  title: 'A write to a read-only page',
  config: { MMAP_LOCK_ATOMIC: true, RCU_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

let mm: mm_struct;
/** Whether mprotect has returned after making the page read-only. */
let read_only: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('write', () => {
  const forbidden = read_only;
  const fault = page_fault(mm, BASE, FAULT_FLAG_WRITE);
  assert(!forbidden || fault === VM_FAULT_SIGSEGV, 'who writes to what is read-only is told so');
});

thread('mprotect', () => {
  mprotect(mm, BASE, PAGE_SIZE, VM_READ);
  read_only = true;
});

always('what is read-only cannot be written', () => !read_only || !pte_write(mm, BASE));

teardown(() => {
  read_only = false;
  mmput(mm);
});
