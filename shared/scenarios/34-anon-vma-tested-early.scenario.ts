/**
 * Whether a VMA has its anon_vma was looked at before the VMA was locked (found by Jann
 * Horn, mended by 657b5146955e).
 *
 * A VMA without an anon_vma gets one from its neighbours, if they have one to share; so
 * the fault needs mmap_lock, for they are not locked. A VMA that has one does not, and
 * lock_vma_under_rcu let only such VMAs through. But it looked first and locked then.
 * In between, mremap(MREMAP_DONTUNMAP) takes the pages elsewhere and the anon_vma with
 * them, and the fault goes on to look at neighbours that may be going away.
 *
 * Explored: violates I5, for the neighbours are looked up with nothing that keeps the
 * tree. `--property I3`: an anon_vma is set without mmap_lock. With `FIXED=y`, where
 * the test comes after the lock, it is verified. Live the window is small.
 */
scenario({
  title: 'anon_vma looked at before locking',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0, ANON_VMA: true, MMAP_LOCK_ATOMIC: true },
});

const BASE = 0x100000;
const NEIGHBOUR = BASE + PAGE_SIZE;
const ELSEWHERE = BASE + 4 * PAGE_SIZE;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let moved: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mmap(mm, NEIGHBOUR, PAGE_SIZE, VM_READ);
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

/** Not in the kernel of the posted patch: there the handler sees to it (memory.ts). */
override(lock_vma_under_rcu, (mm: mm_struct, address: ulong): vm_area_struct => {
  rcu_read_lock();
  const vma = vma_lookup(mm, address);
  let locked = vma !== NULL && (FIXED || READ_ONCE(vma.anon_vma) !== NULL) && vma_read_trylock(vma);
  if (locked && ((FIXED && vma.anon_vma === NULL) || address < vma.vm_start || address >= vma.vm_end || vma_lookup(mm, address) !== vma)) {
    vma_read_unlock(vma);
    locked = false;
  }
  rcu_read_unlock();
  if (!locked) count_event('VMA_LOCK_ABORT');
  return locked ? vma : NULL;
});

/** Relies on that: there is an anon_vma, or mmap_lock is held. */
override(vmf_anon_prepare, (vma: vm_area_struct, flags: ulong): int => {
  if (READ_ONCE(vma.anon_vma) !== NULL) return 0;
  return __anon_vma_prepare(vma) !== 0 ? VM_FAULT_OOM : 0;
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('mremap', () => {
  if (moved) munmap(mm, ELSEWHERE, PAGE_SIZE);
  else mremap(mm, BASE, PAGE_SIZE, PAGE_SIZE, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, ELSEWHERE);
  moved = !moved;
});

teardown(() => {
  mmput(mm);
});
