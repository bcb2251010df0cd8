/**
 * A VMA looks unlocked, and its flags are not what they are: scenario 51 in the
 * kernel's own code.
 *
 * As posted, mm_lock_seq is stored by WRITE_ONCE and loaded by READ_ONCE. So madvise's
 * store to vm_flags may be seen after the store that drops the mark, and a fault takes
 * the VMA for unlocked and uses its old flags. As merged and mended (commit
 * b1f02b95758d; Jann Horn) the number is stored with release and loaded with acquire.
 *
 * Explored: verified, with sequential consistency and with `--memory tso`. With
 * `--memory lkmm-ra` the posted variants violate I2; `6.4-6.13` and those after it are
 * verified. mmap_lock is one step here (MMAP_LOCK_ATOMIC): with its queue there is no
 * room for the stores that the fault may find late.
 */
scenario({
  title: 'A sequence number without order, in the kernel',
  config: { MMAP_LOCK_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

let mm: mm_struct;
let dontfork: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

/** The kernel's, but that it tells what it has found. */
override(access_error, (vma: vm_area_struct, flags: ulong): boolean => {
  const vm_flags = vma.vm_flags;
  found_flags(vma, vm_flags);
  if ((flags & FAULT_FLAG_WRITE) !== 0) return (vm_flags & VM_WRITE) === 0;
  return (vm_flags & (VM_READ | VM_WRITE | VM_EXEC)) === 0;
});

function found_flags(vma: vm_area_struct, vm_flags: ulong): void {}

/** The fault holds the VMA, so nobody changes it: what it finds is the newest there is. */
observe_call(found_flags, (vma: vm_area_struct, vm_flags: ulong) => {
  check('I2', vm_flags === vma.vm_flags, vma);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('madvise', () => {
  dontfork = !dontfork;
  madvise_dontfork(mm, BASE, PAGE_SIZE, dontfork);
});

teardown(() => {
  mmput(mm);
});
