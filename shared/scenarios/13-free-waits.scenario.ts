/**
 * Freeing a VMA takes its lock for write first, and that is not enough.
 *
 * Michal Hocko's idea in review: an uncontended down_write in vm_area_free, to be in
 * step with readers. It is cheap, and it waits for every reader that the semaphore
 * counts. The reader of scenario 11 is not counted any more: it has released the lock,
 * and still has to look at it. So there is nothing to wait for.
 *
 * Explored: violates I4, with or without it. Being in step with holders is not enough,
 * when a holder uses the object after it has let go. Live it costs two atomic
 * operations for each VMA freed.
 */
scenario({
  title: 'vm_area_free() that waits for readers',
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

override(vm_area_free, (vma: vm_area_struct) => {
  down_write(vma.vm_lock);
  up_write(vma.vm_lock);
  vma.detached = true;
  call_rcu(vma.vm_rcu, vm_area_free_rcu_cb);
});

teardown(() => {
  mmput(mm);
});
