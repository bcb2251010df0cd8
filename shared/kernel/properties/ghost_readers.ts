/** When a task holds a VMA for read. */

observe_return(vma_read_trylock, (got: boolean, vma: vm_area_struct) => {
  if (got) ghost_read_begins(vma);
});
observe_call(vma_read_unlock, () => {
  ghost_read_ends();
});

function ghost_read_begins(vma: vm_area_struct): void {
  ghost_reads[this_thread()] = vma;
}

function ghost_read_ends(): void {
  ghost_reads[this_thread()] = NULL;
}
