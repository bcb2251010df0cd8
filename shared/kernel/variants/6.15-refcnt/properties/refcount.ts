property('I13', 'reference count', 'While the count of a VMA is 0 nobody gets in; only vma_mark_attached makes it another number.');

/** Whether each task is where the lock counts, and the VMA's count may be raised. */
let ghost_counting: ArrayOf<boolean, typeof NR_TASKS>;

observe_call(vma_start_read, counting_begins);
observe_return(vma_start_read, counting_ends);
observe_call(vma_end_read, counting_begins);
observe_return(vma_end_read, counting_ends);
observe_call(vma_start_write, counting_begins);
observe_return(vma_start_write, counting_ends);
observe_call(vma_mark_attached, counting_begins);
observe_return(vma_mark_attached, counting_ends);
observe_call(vma_mark_detached, counting_begins);
observe_return(vma_mark_detached, counting_ends);
observe_write<vm_area_struct>('vm_refcnt', (vma: vm_area_struct, refcnt: int) => {
  check('I13', refcnt === 0 || ghost_counting[this_thread()], vma);
});
/** One that is attached is counted, so a reader who counts itself makes it two at least. Who does not may have found an old number. */
observe_return(refcount_inc_not_zero_limited_acquire, (old: int, refcnt: atomic_t, limit: int) => {
  check('I13', old === 0 || old >= limit || atomic_read(refcnt) !== 1, refcnt);
});

function counting_begins(): void {
  ghost_counting[this_thread()] = true;
}

function counting_ends(): void {
  ghost_counting[this_thread()] = false;
}
