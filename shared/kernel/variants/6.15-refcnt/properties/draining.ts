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
observe_write<vm_area_struct>('vm_refcnt', (vma: vm_area_struct) => {
  draining(vma.vm_refcnt);
});
/** Who comes in counts itself by the counter's name, not the VMA's. */
observe_return(refcount_inc_not_zero_limited_acquire, (old: int, refcnt: atomic_t) => {
  draining(refcnt);
});

function draining(refcnt: atomic_t): void {
  const present = atomic_read(refcnt);
  for (let t = 0; t < NR_TASKS; t++) {
    if (ghost_drains[t] !== NULL && ghost_drains[t].vm_refcnt === refcnt) {
      check('L2', present <= ghost_present[t], ghost_drains[t]);
      ghost_present[t] = present;
    }
  }
}
