/**
 * A reader of /proc/PID/maps sees a hole where something is mapped all along.
 *
 * The reader locks one VMA after the other. It finds the next one from where it stands,
 * and locks it. In between the VMA may have been split: it has kept its upper part, and
 * a new VMA, which the reader does not know of, has the lower one. The reader locks
 * what it found, and shows a gap that never was.
 *
 * Explored: the reader's assertion fails. With `FIXED=y`, which looks once more when
 * there seems to be a gap (lock_next_vma), it is verified. (The kernel looks only if
 * the address space has changed meanwhile.) Live the assertion may fail as well, sooner
 * or later.
 */
scenario({
  title: 'A hole in /proc/PID/maps',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let split: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, 2 * PAGE_SIZE, VM_READ | VM_WRITE);
});

override(next_vma_is, (mm: mm_struct, vma: vm_area_struct, address: ulong): boolean => {
  return address < vma.vm_end && (!FIXED || find_vma(mm, address) === vma);
});

thread('maps', () => {
  const line = local<maps_line>();
  assert(read_next_map(mm, 0, line) && line.start === BASE, 'the first mapping begins where it always does');
});

/** The upper page becomes read-only, or as it was: a split, or a merge. */
thread('mprotect', () => {
  mprotect(mm, BASE + PAGE_SIZE, PAGE_SIZE, split ? VM_READ | VM_WRITE : VM_READ);
  split = !split;
});

teardown(() => {
  mmput(mm);
});
