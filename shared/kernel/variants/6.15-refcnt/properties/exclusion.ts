property('I1', 'exclusion', 'While a task holds a VMA for read, no other task holds it for write.');

observe_return(vma_start_read, (error: int, mm: mm_struct, vma: vm_area_struct) => {
  if (error === 0) check('I1', !ghost_marked_by_another(vma), vma);
});
observe_return(vma_write_lock, (vma: vm_area_struct) => {
  nobody_reads(vma);
});

function nobody_reads(vma: vm_area_struct): void {
  check('I1', !ghost_read_by_another(vma), vma);
}
