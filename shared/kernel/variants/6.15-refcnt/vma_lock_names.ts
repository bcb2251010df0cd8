/**
 * Variant `6.15-refcnt`: the lock by the names of the posted patch, by which the rest of the kernel and scenarios know it. Without
 * CONFIG_PER_VMA_LOCK it locks nothing; whether a VMA is attached is known all the same.
 */

function vma_write_lock(vma: vm_area_struct): void {
  if (CONFIG_PER_VMA_LOCK) vma_start_write(vma);
}

/** For who knows that the VMA is still its address space's. A fault does not: lock_vma.ts. */
function vma_read_trylock(vma: vm_area_struct): boolean {
  return CONFIG_PER_VMA_LOCK && vma_start_read(vma.vm_mm, vma) === 0;
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

function vma_mark_attached(vma: vm_area_struct): void {
  __vma_mark_attached(vma);
}

function vma_mark_detached(vma: vm_area_struct): void {
  __vma_mark_detached(vma);
}
