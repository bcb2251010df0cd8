/** Variant `6.4-6.13`: a flag says whether a VMA is in the tree. Whoever locks one looks at it. */

/** A new VMA is not marked as detached; one that could not be taken out of the tree is. */
function vma_mark_attached(vma: vm_area_struct): void {
  if (vma.detached) __vma_mark_detached(vma, false);
}

function vma_mark_detached(vma: vm_area_struct): void {
  __vma_mark_detached(vma, true);
}

/** Says that the VMA is on its way out of the tree, or, if that fails, that it stays. */
function __vma_mark_detached(vma: vm_area_struct, detached: boolean): void {
  if (detached) vma_assert_write_locked(vma);
  vma.detached = detached;
}

/** Whether it has been taken out of the tree for good. */
function vma_is_detached(vma: vm_area_struct): boolean {
  return vma.detached;
}
