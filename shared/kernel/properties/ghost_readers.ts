/** When a task holds a VMA for read. */

observe_return(vma_read_trylock, (got: boolean, vma: vm_area_struct) => {
  if (got) ghost_read_begins(vma);
});
observe_call(vma_read_unlock, (vma: vm_area_struct) => {
  ghost_read_ends(vma);
});
