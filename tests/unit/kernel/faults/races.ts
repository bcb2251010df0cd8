/**
 * Races between a fault and a writer, forced: a gate stops the fault where the race would have to happen, the writer does
 * its part, and the fault goes on. Each scenario holds what must not happen as an assertion; with one guard of the
 * kernel taken out by an `override`, it must be found.
 */
import { STAGES } from '../on-threads.ts';

/** The reader stops in down_read_trylock of the VMA's semaphore: after the early check, before the lock. */
const GATE_BEFORE_TRYLOCK = `${STAGES}
const RW = VM_READ | VM_WRITE;
const A = 0x20000;
const READ_ONLY = 0x80000;
let mm: mm_struct;
override(down_read_trylock, (sem: rw_semaphore): boolean => {
  if (stage === 1) { enter(2); await_stage(3); }
  if ((atomic_read(sem.count) & RWSEM_READ_FAILED_MASK) !== 0) return false;
  atomic_add_return_acquire(RWSEM_READER_BIAS, sem.count);
  rwsem_set_reader_owned(sem);
  return true;
});
setup(() => {
  mm = mm_alloc();
  mmap(mm, A, 8 * PAGE_SIZE, RW);
  page_fault(mm, A, FAULT_FLAG_WRITE);
  mmap(mm, READ_ONLY, 8 * PAGE_SIZE, VM_READ);
  page_fault(mm, READ_ONLY, 0);
});
teardown(() => { mmput(mm); });
`;

/** The writer is in the middle of its change when the fault tries the lock. */
export const MARKED_MEANWHILE = `${GATE_BEFORE_TRYLOCK}
thread('fault', () => {
  enter(1);
  rcu_read_lock();
  const got = vma_read_trylock(vma_lookup(mm, A));
  rcu_read_unlock();
  assert(!got, 'a fault got a VMA that is locked for write');
  enter(4);
});
thread('writer', () => {
  await_stage(2);
  mmap_write_lock(mm);
  vma_write_lock(vma_lookup(mm, A));
  enter(3);
  await_stage(4);
  vma_assert_write_locked(vma_lookup(mm, A));
  mmap_write_unlock(mm);
});
`;

/** The VMA that the fault has found is unmapped, with all that goes with it but the grace period, when it tries the lock. */
export const UNMAPPED_MEANWHILE = `${GATE_BEFORE_TRYLOCK}
thread('fault', () => {
  enter(1);
  assert(page_fault(mm, A + PAGE_SIZE, FAULT_FLAG_WRITE) === VM_FAULT_SIGSEGV, 'a fault was served where nothing is mapped');
});
thread('munmap', () => {
  await_stage(2);
  assert(munmap(mm, A, 8 * PAGE_SIZE) === 0);
  enter(3);
});
always('no page is left behind', () => !pte_present(mm, A + PAGE_SIZE));
`;

/** The VMA that the fault has found has become the writable half above, or below; the address belongs to the new one. */
export const splitMeanwhile = (kept: 'above' | 'below') => `${GATE_BEFORE_TRYLOCK}
const KEPT = READ_ONLY + ${kept === 'above' ? 4 : 0} * PAGE_SIZE;
const ADDRESS = READ_ONLY + ${kept === 'above' ? 3 : 4} * PAGE_SIZE;
thread('fault', () => {
  enter(1);
  assert(page_fault(mm, ADDRESS, FAULT_FLAG_WRITE) === VM_FAULT_SIGSEGV, 'a read-only page was written');
});
thread('mprotect', () => {
  await_stage(2);
  assert(mprotect(mm, KEPT, 4 * PAGE_SIZE, RW) === 0);
  enter(3);
});
`;

/** As posted, without one of its guards. */
export const MUTATIONS = {
  noLateCheck: `override(vma_read_trylock, (vma: vm_area_struct): boolean => {
  if (vma.vm_lock_seq === READ_ONCE(vma.vm_mm.mm_lock_seq)) return vma_refused(vma, VMA_REFUSED_EARLY);
  return down_read_trylock(vma.vm_lock) || vma_refused(vma, VMA_REFUSED_BUSY);
});`,
  noIsolationCheck: `override(lock_vma_under_rcu, (mm: mm_struct, address: ulong): vm_area_struct => {
  rcu_read_lock();
  let vma = vma_lookup(mm, address);
  if (vma !== NULL && !vma_read_trylock(vma)) vma = NULL;
  if (vma !== NULL && (address < vma.vm_start || address >= vma.vm_end)) {
    vma_read_unlock(vma);
    vma = NULL;
  }
  rcu_read_unlock();
  return vma;
});`,
  noRangeCheck: `override(lock_vma_under_rcu, (mm: mm_struct, address: ulong): vm_area_struct => {
  rcu_read_lock();
  let vma = vma_lookup(mm, address);
  if (vma !== NULL && !vma_read_trylock(vma)) vma = NULL;
  rcu_read_unlock();
  return vma;
});`,
  /** Frees a VMA at once, as if nobody could have found it. */
  noGracePeriod: `override(vm_area_free, (vma: vm_area_struct): void => { free(vma); });`,
  forgottenCallRcu: `override(vma_free_batch, (batch: vm_area_struct): void => {});`,
  forgottenUpWrite: `override(vma_write_lock, (vma: vm_area_struct): void => {
  if (vma.vm_lock_seq === vma.vm_mm.mm_lock_seq) return;
  down_write(vma.vm_lock);
  vma.vm_lock_seq = vma.vm_mm.mm_lock_seq;
});`,
  forgottenEndWriteAll: `override(vma_write_unlock_mm, (mm: mm_struct): void => {});`,
  /** mmap_lock first, then the marks: what the second writer marks in between is lost. */
  releasedTooEarly: `override(mmap_write_unlock, (mm: mm_struct): void => {
  up_write(mm.mmap_lock);
  if (stage === 1) { enter(2); await_stage(3); }
  mm.mm_lock_seq = mm.mm_lock_seq + 1;
});`,
  unmarkedMunmap: `override(vma_write_lock, (vma: vm_area_struct): void => {});`,
};
