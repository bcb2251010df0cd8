/** How many readers a VMA lock counts. */
function counted_readers(vma: vm_area_struct): int {
  const count = atomic_read(vma.vm_lock.count);
  return count > 0 ? count : 0;
}
