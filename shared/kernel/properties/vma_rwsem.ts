/** The semaphore of a VMA's lock. */
function vma_rwsem(vma: vm_area_struct): rw_semaphore {
  return vma.vm_lock;
}
