/** How many readers a VMA lock counts. */
function counted_readers(vma: vm_area_struct): int {
  return atomic_read(vma_rwsem(vma).count) >> RWSEM_READER_SHIFT;
}
