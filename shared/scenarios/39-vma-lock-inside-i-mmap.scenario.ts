/**
 * A VMA lock taken inside of the lock of a file's mappings (lockdep found the order,
 * 1c7873e33645 mended it).
 *
 * A file's i_mmap_rwsem covers the tree of its mappings, which a VMA that is put in
 * place or grows is entered into. A fault may need it too, while it holds the VMA's
 * lock. So whoever marks a VMA, and waits for its readers, must not hold i_mmap_rwsem
 * yet. The code that mended scenario 17 marked the VMA with it held. There it was a new
 * VMA, which nobody can be reading: no more than the wrong order. Here the VMA that
 * grows is an old one, and the circle closes.
 *
 * The lab has no files: the semaphore and the fault that takes it stand here. Explored:
 * violates L3, for the fault sleeps. `--property none` goes on to the deadlock (L1).
 * With `FIXED=y`, where the VMA is marked first, it is verified. Live it may end in
 * that deadlock: exit code 1.
 */
scenario({
  title: 'Marking a VMA with i_mmap_rwsem held',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0, MMAP_LOCK_ATOMIC: true },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let i_mmap_rwsem: Embedded<rw_semaphore>;
let grown: boolean;

setup(() => {
  init_rwsem(i_mmap_rwsem);
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

override(handle_mm_fault, (vma: vm_area_struct, address: ulong, flags: ulong): int => {
  down_read(i_mmap_rwsem);
  const table = pte_table_alloc(vma.vm_mm, address);
  const pte = pte_offset(table, address);
  const fault = READ_ONCE(pte.page) === NULL ? do_anonymous_page(vma, table, pte, address, flags) : do_present_page(vma, table, pte, address, flags);
  up_read(i_mmap_rwsem);
  return fault;
});

override(vma_expand, (vma: vm_area_struct, start: ulong, end: ulong, removed: vm_area_struct): int => {
  if (FIXED) vma_write_lock(vma);
  down_write(i_mmap_rwsem);
  vma_write_lock(vma);
  const error = mtree_store_range(vma.vm_mm.mm_mt, start, end - 1, vma);
  if (error === 0) vma_set_range(vma, start, end);
  up_write(i_mmap_rwsem);
  return error;
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('grow', () => {
  if (grown) munmap(mm, BASE + PAGE_SIZE, PAGE_SIZE);
  else mmap(mm, BASE + PAGE_SIZE, PAGE_SIZE, VM_READ | VM_WRITE);
  grown = !grown;
});

teardown(() => {
  mmput(mm);
});
