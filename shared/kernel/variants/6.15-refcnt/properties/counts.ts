property('I6', 'counts', 'The count of a VMA is one for being attached, one for each task that holds it, and one for each that is about to, or about to go.');

/** The VMA that each task is in vma_start_read or vma_end_read for: it may be counted or not. */
let ghost_passing: ArrayOf<vm_area_struct, typeof NR_TASKS>;

observe_call(vma_start_read, (mm: mm_struct, vma: vm_area_struct) => {
  ghost_passing[this_thread()] = vma;
});
observe_return(vma_start_read, (error: int, mm: mm_struct, vma: vm_area_struct) => {
  ghost_passing[this_thread()] = NULL;
  check_count(vma, ghost_readers(vma) + (error === 0 ? 1 : 0));
});
observe_call(vma_end_read, (vma: vm_area_struct) => {
  const t = this_thread();
  check('I6', ghost_read_by(t, vma), vma);
  check_count(vma, ghost_readers(vma));
  ghost_passing[t] = vma;
});
observe_return(vma_end_read, () => {
  ghost_passing[this_thread()] = NULL;
});
observe_call(vm_area_free, (vma: vm_area_struct) => {
  check('I6', ghost_readers(vma) === 0, vma);
});

/** Whoever holds it keeps it attached. */
function check_count(vma: vm_area_struct, held: int): void {
  const counted = atomic_read(vma.vm_refcnt) & (VMA_LOCK_OFFSET - 1);
  check('I6', counted >= (held > 0 ? held + 1 : 0) && counted <= held + 1 + passing_readers(vma), vma);
}

function passing_readers(vma: vm_area_struct): int {
  let passing = 0;
  for (let t = 0; t < NR_TASKS; t++) if (ghost_passing[t] === vma) passing++;
  return passing;
}
