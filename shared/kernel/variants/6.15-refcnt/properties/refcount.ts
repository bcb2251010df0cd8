property('I13', 'reference count', 'Nobody gets in while the count of a VMA is 0, and only the functions of the lock change it.');

/**
 * In how many of the lock's functions, one in the other, each task is: there the count may be changed. Those that only count are among them,
 * for a function that is new may be made of them.
 */
let ghost_counting: ArrayOf<int, typeof NR_TASKS>;

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
observe_call(vma_refcount_put, counting_begins);
observe_return(vma_refcount_put, counting_ends);
observe_call(__vma_exit_locked, counting_begins);
observe_return(__vma_exit_locked, counting_ends);
observe_write<vm_area_struct>('vm_refcnt', (vma: vm_area_struct, refcnt: int) => {
  check('I13', refcnt === 0 || ghost_counting[this_thread()] > 0, vma);
});
/** One that is attached is counted, so a reader who counts itself makes it two at least. Who does not may have found an old number. */
observe_return(refcount_inc_not_zero_limited_acquire, (old: int, refcnt: atomic_t, limit: int) => {
  check('I13', old === 0 || old >= limit || atomic_read(refcnt) !== 1, refcnt);
});

function counting_begins(): void {
  ghost_counting[this_thread()]++;
}

function counting_ends(): void {
  ghost_counting[this_thread()]--;
}
