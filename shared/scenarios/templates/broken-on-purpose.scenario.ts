/**
 * The protocol, broken on purpose: a writer no longer waits for the faults inside a
 * VMA.
 *
 * Explored: violated. The schedule shows what the waiting is for; the lens above the
 * override compares it with the kernel's function.
 */
scenario({
  title: 'Broken on purpose',
  cores: 2,
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

let mm: mm_struct;

override(vma_write_lock, (vma: vm_area_struct): void => {
  vma.vm_lock_seq = READ_ONCE(vma.vm_mm.mm_lock_seq);
});

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('munmap', () => {
  munmap(mm, BASE, PAGE_SIZE);
});

teardown(() => {
  mmput(mm);
});
