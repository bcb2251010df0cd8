/**
 * A task that is killed on its way through a fault.
 *
 * A fault that cannot be handled under the VMA lock goes on to mmap_lock, and a task
 * that waits for that may be killed: it has let go of the VMA by then, it has to leave
 * the line and pass on a wake-up that has come to it, and it must not touch the address
 * space, of which it holds nothing. The same goes for a writer who is killed in line. A
 * fault whose handler says RETRY looks once more before it goes on: it need not wait at
 * all.
 *
 * The page is not there yet, and the VMA has no anon_vma: for that the fault tries
 * mmap_lock while it holds the VMA, and mprotect has it.
 *
 * Explored, one fatal signal may arrive (`FATAL_SIGNALS`): verified. (Who finds the
 * signal when mmap_lock has just been given to it goes on.) `faultline mutate 65`
 * leaves out the looks, and goes on as if nothing were.
 */
scenario({
  title: 'Killed in a fault',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0, FATAL_SIGNALS: 1 },
});

const BASE = 0x100000;

let mm: mm_struct;
let killed: Embedded<atomic_t>;
let writable: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  writable = true;
});

thread('fault', () => {
  if (page_fault(mm, BASE, 0) === VM_FAULT_SIGNAL) atomic_inc(killed);
});

thread('mprotect', () => {
  const error = mprotect(mm, BASE, PAGE_SIZE, writable ? VM_READ : VM_READ | VM_WRITE);
  if (error === -EINTR) atomic_inc(killed);
  else writable = !writable;
});

teardown(() => {
  assert(atomic_read(killed) <= atomic_read(signals.failed), 'nobody is killed without a signal');
  assert(atomic_read(mm.mmap_lock.count) === RWSEM_UNLOCKED_VALUE, 'who is killed holds nothing');
  mmput(mm);
});
