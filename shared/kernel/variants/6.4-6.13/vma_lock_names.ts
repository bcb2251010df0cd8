/**
 * Variant `6.4-6.13`: the lock by the names of the posted patch, by which the rest of the kernel and scenarios know it. Without
 * CONFIG_PER_VMA_LOCK all of it does nothing.
 */

function vma_init_lock(vma: vm_area_struct): void {
  __vma_init_lock(vma);
}

function vma_write_lock(vma: vm_area_struct): void {
  if (CONFIG_PER_VMA_LOCK) vma_start_write(vma);
}

function vma_read_trylock(vma: vm_area_struct): boolean {
  return CONFIG_PER_VMA_LOCK && vma_start_read(vma);
}

function vma_read_unlock(vma: vm_area_struct): void {
  vma_end_read(vma);
}

function vma_write_unlock_mm(mm: mm_struct): void {
  if (CONFIG_PER_VMA_LOCK) vma_end_write_all(mm);
}

function vma_assert_write_locked(vma: vm_area_struct): void {
  if (CONFIG_PER_VMA_LOCK) __vma_assert_write_locked(vma);
}

/** A new VMA is not marked as detached; one that could not be taken out of the tree is. */
function vma_mark_attached(vma: vm_area_struct): void {
  if (vma.detached) __vma_mark_detached(vma, false);
}

function vma_mark_detached(vma: vm_area_struct): void {
  __vma_mark_detached(vma, true);
}
