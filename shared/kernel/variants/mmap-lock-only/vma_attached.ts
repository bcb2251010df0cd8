/* Variant `mmap-lock-only`: who has a VMA found it under mmap_lock, and so in the tree. */

function vma_mark_attached(vma: vm_area_struct): void {}
function vma_mark_detached(vma: vm_area_struct): void {}

function vma_is_detached(vma: vm_area_struct): boolean {
  return false;
}
