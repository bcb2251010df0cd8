/** Variant `6.4-6.13`: a VMA's lock is an object of its own. After kernel/fork.c (Linux 6.5). */

/** Gives a VMA a lock, which nobody holds; false when memory is exhausted. */
function vma_lock_alloc(vma: vm_area_struct): boolean {
  const lock = should_fail_alloc() ? NULL : alloc<vma_lock>();
  if (lock === NULL) return false;
  vma.vm_lock = lock;
  vma_init_lock(vma);
  return true;
}

function vma_lock_free(vma: vm_area_struct): void {
  free(vma.vm_lock);
}

/** Of the lock there is nothing to copy: vma_lock_alloc gives the copy one of its own. */
function vma_copy_lock(to: vm_area_struct, from: vm_area_struct): void {
  to.vm_lock_seq = from.vm_lock_seq;
  to.vm_lock = from.vm_lock;
  to.detached = from.detached;
}
