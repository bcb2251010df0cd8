/*
 * Variant `mmap-lock-only`: the kernel before the per-VMA lock, or without CONFIG_PER_VMA_LOCK. Marking does nothing, nobody gets a VMA for
 * read, and every fault takes mmap_lock.
 */

function vma_init_lock(vma: vm_area_struct): void {}
function vma_copy_lock(to: vm_area_struct, from: vm_area_struct): void {}
function vma_write_lock(vma: vm_area_struct): void {}

function vma_read_trylock(vma: vm_area_struct): boolean {
  return false;
}

function vma_read_unlock(vma: vm_area_struct): void {}
