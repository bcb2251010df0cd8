property('L2', 'bounded draining', 'Once a writer has shut new readers out of a VMA, their number only falls.');
starvation('L2', vma_write_lock_wait);

/** The VMA that each task waits for as a writer, and how many were in when last looked at. */
let ghost_drains: ArrayOf<vm_area_struct, typeof NR_TASKS>;
let ghost_present: ArrayOf<int, typeof NR_TASKS>;

observe_call(vma_write_lock_wait, (vma: vm_area_struct) => {
  ghost_drains[this_thread()] = vma;
  ghost_present[this_thread()] = atomic_read(vma.vm_refcnt);
});
observe_return(vma_write_lock_wait, () => {
  ghost_drains[this_thread()] = NULL;
  ghost_present[this_thread()] = 0;
});
observe_write<vm_area_struct>('vm_refcnt', (vma: vm_area_struct, refcnt: int) => {
  for (let t = 0; t < NR_TASKS; t++) {
    if (ghost_drains[t] === vma) {
      check('L2', refcnt <= ghost_present[t], vma);
      ghost_present[t] = refcnt;
    }
  }
});
