/** When a task holds a VMA for read. */

observe_return(vma_read_trylock, (got: boolean, vma: vm_area_struct) => {
  if (got) ghost_reads[this_thread()] = vma;
});
observe_call(vma_read_unlock, () => {
  ghost_reads[this_thread()] = NULL;
});
