/** The same for readers (merged_names.ts). What one does inside of the other is told by the outer one. */

/** Whether each task is in vma_read_trylock or vma_read_unlock. */
let ghost_by_posted_name: ArrayOf<boolean, typeof NR_TASKS>;

observe_call(vma_read_trylock, () => {
  ghost_by_posted_name[this_thread()] = true;
});
observe_return(vma_read_trylock, () => {
  ghost_by_posted_name[this_thread()] = false;
});
observe_call(vma_read_unlock, () => {
  ghost_by_posted_name[this_thread()] = true;
});
observe_return(vma_read_unlock, () => {
  ghost_by_posted_name[this_thread()] = false;
});

observe_call(vma_start_read, (vma: vm_area_struct) => {
  if (!ghost_by_posted_name[this_thread()]) is_passing(vma);
});
observe_return(vma_start_read, (got: boolean, vma: vm_area_struct) => {
  if (ghost_by_posted_name[this_thread()]) return;
  count_is_right(got, vma);
  if (!got) return;
  nobody_writes(vma);
  ghost_read_begins(vma);
});
observe_call(vma_end_read, (vma: vm_area_struct) => {
  if (ghost_by_posted_name[this_thread()]) return;
  is_leaving(vma);
  ghost_read_ends(vma);
});
observe_return(vma_end_read, () => {
  if (!ghost_by_posted_name[this_thread()]) has_passed();
});
