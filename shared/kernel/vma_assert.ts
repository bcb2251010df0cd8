/** For who changes a VMA: that it is marked. */

function vma_assert_write_locked(vma: vm_area_struct): void {
  if (!CONFIG_PER_VMA_LOCK) return;
  mmap_assert_write_locked(vma.vm_mm);
  VM_BUG_ON_VMA(vma.vm_lock_seq !== READ_ONCE(vma.vm_mm.mm_lock_seq), vma);
}
