/* The semaphore of a VMA's lock. It is not used after it was freed, as the VMA is not. */
function vma_rwsem(vma: vm_area_struct): rw_semaphore {
  return vma.vm_lock.lock;
}

lifetime<vma_lock>('I4');
