/** The end of I6 (counts.ts) for what exit_mmap frees at once: no grace period comes before that, nor an `rcu.free`. */

observe_call(__vm_area_free, (vma: vm_area_struct) => {
  check('I6', ghost_readers(vma) === 0, vma);
});
