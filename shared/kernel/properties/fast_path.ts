property('L3', 'fast path', 'A fault does not sleep before it turns to mmap_lock; it ends in one of its ways and holds nothing then.');

/** Whether each task is in the part of a fault that has no lock but the VMA's. */
let ghost_fast: ArrayOf<boolean, typeof NR_TASKS>;

observe_call(fault_under_vma_lock, () => {
  ghost_fast[this_thread()] = true;
});
observe_return(fault_under_vma_lock, () => {
  ghost_fast[this_thread()] = false;
});
observe_call(schedule, () => {
  check('L3', !ghost_fast[this_thread()]);
});
observe_return(page_fault, (fault: int) => {
  const t = this_thread();
  check('L3', fault === 0 || fault === VM_FAULT_SIGSEGV || fault === VM_FAULT_OOM || (fault === VM_FAULT_SIGNAL && CONFIG_FATAL_SIGNALS !== 0) ||
    (fault === VM_FAULT_SIGBUS && CONFIG_USERFAULTFD), fault);
  check('L3', ghost_reads[t] === NULL && ghost_mmap[t] === NULL && current().rcu_ctr === 0);
});
