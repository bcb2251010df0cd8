property('L2', 'bounded draining', 'Once a waiting writer has shut new readers out of a VMA lock, their number only falls.');
starvation('L2', vma_write_lock_wait);

/** The VMA lock that each task waits for as a writer, and the readers that were in when last looked at; -1 before WAITERS is set. */
let ghost_drains: ArrayOf<rw_semaphore, typeof NR_TASKS>;
let ghost_present: ArrayOf<int, typeof NR_TASKS>;

observe_call(vma_write_lock_wait, (vma: vm_area_struct) => {
  ghost_drains[this_thread()] = vma_rwsem(vma);
  ghost_present[this_thread()] = -1;
});
observe_return(vma_write_lock_wait, () => {
  ghost_drains[this_thread()] = NULL;
  ghost_present[this_thread()] = 0;
});
observe_write<rw_semaphore>('count', (sem: rw_semaphore, count: int) => {
  if ((count & RWSEM_FLAG_WAITERS) === 0) return;
  const readers = count >> RWSEM_READER_SHIFT;
  for (let t = 0; t < NR_TASKS; t++) {
    if (ghost_drains[t] === sem) {
      check('L2', ghost_present[t] < 0 || readers <= ghost_present[t], sem);
      ghost_present[t] = readers;
    }
  }
});
