property('L3', 'fast path', 'A fault does not sleep before it turns to mmap_lock; it ends in one of its ways and holds nothing then.');

/** Whether each task is in the part of a fault that has no lock but the VMA's. */
let ghost_fast: ArrayOf<boolean, typeof NR_TASKS>;
/** The semaphore that each task asks for there, where asking and getting is one step (rwsem_atomic.ts), in which nobody is seen asleep. */
let ghost_asks: ArrayOf<rw_semaphore, typeof NR_TASKS>;

observe_call(fault_under_vma_lock, () => {
  ghost_fast[this_thread()] = true;
});
observe_return(fault_under_vma_lock, () => {
  ghost_fast[this_thread()] = false;
});
observe_call(schedule, () => {
  check('L3', !ghost_fast[this_thread()]);
});
observe_call(atomic_down_read, (sem: rw_semaphore) => {
  fast_path_asks(sem, (atomic_read(sem.count) & RWSEM_WRITER_LOCKED) === 0);
});
observe_call(atomic_down_write, (sem: rw_semaphore) => {
  fast_path_asks(sem, atomic_read(sem.count) === RWSEM_UNLOCKED_VALUE);
});
observe_return(atomic_down_read, fast_path_has);
observe_return(atomic_down_write, fast_path_has);
/** Whoever asks for it now has to wait. */
observe_return(atomic_down_write, (sem: rw_semaphore) => {
  for (let t = 0; t < NR_TASKS; t++) check('L3', ghost_asks[t] !== sem);
});
observe_return(page_fault, (fault: int) => {
  const t = this_thread();
  check('L3', fault === 0 || fault === VM_FAULT_SIGSEGV || fault === VM_FAULT_OOM || (fault === VM_FAULT_SIGNAL && CONFIG_FATAL_SIGNALS !== 0) ||
    (fault === VM_FAULT_SIGBUS && CONFIG_USERFAULTFD), fault);
  check('L3', ghost_read_of(t) === NULL && ghost_mmap[t] === NULL && current().rcu_ctr === 0);
});

function fast_path_asks(sem: rw_semaphore, is_free: boolean): void {
  const t = this_thread();
  if (!ghost_fast[t]) return;
  check('L3', is_free);
  ghost_asks[t] = sem;
}

function fast_path_has(): void {
  const t = this_thread();
  if (ghost_asks[t] !== NULL) ghost_asks[t] = NULL;
}
