/** `anon_vma` is the exception: the first fault that needs it sets it under mmap_lock for read (or the VMA lock and that), and page_table_lock. */
property('I3', 'field discipline', 'The fields of a VMA in the tree change only while their writer holds mmap_lock for write and has marked the VMA.');

observe_write<vm_area_struct>('vm_start', field_discipline);
observe_write<vm_area_struct>('vm_end', field_discipline);
observe_write<vm_area_struct>('vm_flags', field_discipline);
observe_write<vm_area_struct>('vm_policy', field_discipline);
observe_write<vm_area_struct>('vm_userfaultfd_ctx', field_discipline);
observe_write<vm_area_struct>('anon_vma', (vma: vm_area_struct, anon_vma: anon_vma) => {
  if (!prepares_anon_vma(vma, anon_vma)) field_discipline(vma);
});

function prepares_anon_vma(vma: vm_area_struct, anon_vma: anon_vma): boolean {
  return anon_vma !== NULL && ghost_mmap[this_thread()] === vma.vm_mm && (!CONFIG_ANON_VMA || vma.vm_mm.page_table_lock.locked !== 0);
}

function field_discipline(vma: vm_area_struct): void {
  const t = this_thread();
  const may_write = ghost_mmap_write[t] && ghost_mmap[t] === vma.vm_mm && ghost_marked_by(t, vma);
  check('I3', may_write || !vma_is_attached(vma.vm_mm, vma), vma);
}
