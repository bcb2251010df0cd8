/*
 * Variant `6.4-6.13` and those after it: the lock by the names of the posted patch, by which the rest of the kernel and scenarios know it. Without
 * CONFIG_PER_VMA_LOCK it locks nothing. vma_read_trylock is beside vma_start_read, which is not the same in all of them.
 */

function vma_write_lock(vma: vm_area_struct): void {
  if (CONFIG_PER_VMA_LOCK) vma_start_write(vma);
}

function vma_read_unlock(vma: vm_area_struct): void {
  vma_end_read(vma);
}

function vma_write_unlock_mm(mm: mm_struct): void {
  if (CONFIG_PER_VMA_LOCK) vma_end_write_all(mm);
}
