/** `anon_vma` is the exception: the first fault that needs it sets it, under the VMA lock and mmap_lock for read. */
property('I3', 'field discipline', 'The fields of a VMA in the tree change only while their writer holds mmap_lock for write and has marked the VMA.');

observe_write<vm_area_struct>('vm_start', field_discipline);
observe_write<vm_area_struct>('vm_end', field_discipline);
observe_write<vm_area_struct>('vm_flags', field_discipline);

function field_discipline(vma: vm_area_struct): void {
  const t = this_thread();
  const may_write = ghost_mmap_write[t] && ghost_mmap[t] === vma.vm_mm && ghost_marked_by(t, vma);
  check('I3', may_write || !vma_is_attached(vma.vm_mm, vma), vma);
}
