/** When a task holds a VMA for read. */

observe_return(vma_start_read, (error: int, mm: mm_struct, vma: vm_area_struct) => {
  if (error === 0) ghost_read_begins(vma);
});
observe_call(vma_end_read, (vma: vm_area_struct) => {
  ghost_read_ends(vma);
});
