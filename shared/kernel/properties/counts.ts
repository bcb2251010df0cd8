property('I6', 'counts', 'The readers that a VMA lock counts are the tasks that hold it, and those about to hold it or to let it go.');

/** The VMA that each task is in vma_read_trylock or vma_read_unlock for: it may be counted or not. */
let ghost_passing: ArrayOf<vm_area_struct, typeof NR_TASKS>;

observe_call(vma_read_trylock, (vma: vm_area_struct) => {
  is_passing(vma);
});
observe_return(vma_read_trylock, (got: boolean, vma: vm_area_struct) => {
  count_is_right(got, vma);
});
observe_call(vma_read_unlock, (vma: vm_area_struct) => {
  is_leaving(vma);
});
observe_return(vma_read_unlock, () => {
  has_passed();
});
observe('rcu.free', (vma: vm_area_struct) => {
  check('I6', ghost_readers(vma) === 0, vma);
});

function is_passing(vma: vm_area_struct): void {
  ghost_passing[this_thread()] = vma;
}

function has_passed(): void {
  ghost_passing[this_thread()] = NULL;
}

function is_leaving(vma: vm_area_struct): void {
  const t = this_thread();
  check('I6', ghost_read_by(t, vma) && counted_readers(vma) >= ghost_readers(vma), vma);
  ghost_passing[t] = vma;
}

function count_is_right(got: boolean, vma: vm_area_struct): void {
  has_passed();
  const held = ghost_readers(vma) + (got ? 1 : 0);
  const counted = counted_readers(vma);
  check('I6', counted >= held && counted <= held + passing_readers(vma), vma);
}

function passing_readers(vma: vm_area_struct): int {
  let passing = 0;
  for (let t = 0; t < NR_TASKS; t++) if (ghost_passing[t] === vma) passing++;
  return passing;
}
