/**
 * Freeing a VMA complains about pending readers: about harmless ones, and not about the
 * one that does harm.
 *
 * Jann Horn preferred that to waiting: with a reader still inside, page tables may be
 * gone already, so say so. But there are readers who do no harm. A fault that found the
 * VMA before it was erased may lock it at any time until its RCU section ends; it looks
 * the address up once more, and lets go. And the reader of scenario 11, who does harm,
 * is no longer counted: the check sees a free lock.
 *
 * Explored: its assertion fails, with the remedy as well (`--protocol v1-rwsem-rcu`),
 * where nothing is wrong: a false alarm. With `REPORTS=n` what remains is the use after
 * free, I4. Live it costs one load for each VMA freed; the assertion may fail, and so
 * may scenario 07's window open: exit code 1.
 */
scenario({
  title: 'vm_area_free() that reports readers',
  protocol: 'v1-rwsem',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

/** Whether the check is there. */
const REPORTS = config('REPORTS', true);

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

override(vm_area_free, (vma: vm_area_struct) => {
  if (REPORTS) assert(!rwsem_is_locked(vma.vm_lock), 'a VMA is freed while somebody holds its lock');
  vma.detached = true;
  call_rcu(vma.vm_rcu, vm_area_free_rcu_cb);
});

teardown(() => {
  mmput(mm);
});
