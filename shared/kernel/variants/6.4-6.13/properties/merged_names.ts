/**
 * The lock by the names that it was merged with. Those of the posted patch, which the properties know, call these (vma_lock_names.ts), unless a
 * scenario overrides them; and a scenario may call these itself. So some things are told by both names, and told twice is told once.
 */

observe_return(vma_start_write, (vma: vm_area_struct) => {
  nobody_reads(vma);
  ghost_mark(vma);
});
observe_call(vma_end_read, (vma: vm_area_struct) => {
  torn_read_end(vma);
});
