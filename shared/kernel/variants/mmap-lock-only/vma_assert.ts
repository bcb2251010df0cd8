/** Variant `mmap-lock-only`: what is left to check is that mmap_lock is held for write. */

function vma_assert_write_locked(vma: vm_area_struct): void {
  mmap_assert_write_locked(vma.vm_mm);
}
