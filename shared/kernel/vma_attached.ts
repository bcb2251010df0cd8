/** Whether a VMA is in the tree. */

/** Nothing to do when it enters the tree, or leaves it: whoever locks one looks it up again. */
function vma_mark_attached(vma: vm_area_struct): void {}
function vma_mark_detached(vma: vm_area_struct): void {}

/** Whether it has been taken out of the tree for good. */
function vma_is_detached(vma: vm_area_struct): boolean {
  return vma.detached;
}
