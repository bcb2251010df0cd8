/* Variant `6.15-refcnt`: a VMA is in the tree while its counter is not 0. */

function vma_is_detached(vma: vm_area_struct): boolean {
  return atomic_read(vma.vm_refcnt) === 0;
}

function vma_mark_attached(vma: vm_area_struct): void {
  vma_assert_write_locked(vma);
  VM_BUG_ON_VMA(!vma_is_detached(vma), vma);
  // Released: who gets in sees what was made of the VMA.
  atomic_set_release(vma.vm_refcnt, 1);
}

function vma_mark_detached(vma: vm_area_struct): void {
  vma_assert_write_locked(vma);
  VM_BUG_ON_VMA(vma_is_detached(vma), vma);
  // Readers come in for a moment only: until they see that the VMA is marked.
  if (unlikely(atomic_dec_return(vma.vm_refcnt) !== 0) && __vma_enter_locked(vma, true)) __vma_exit_locked(vma);
}
