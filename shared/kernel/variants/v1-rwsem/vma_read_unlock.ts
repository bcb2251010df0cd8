/**
 * Variant `v1-rwsem`: the patch as posted (12/41, 9 January 2023), defect included.
 *
 * up_read releases the lock and then may look at the semaphore again to wake a writer. That writer can take the lock in
 * between, erase the VMA and free it: nothing keeps it alive here, and up_read goes on in freed memory.
 */

function vma_read_unlock(vma: vm_area_struct): void {
  tracepoint('vma_lock.read:end', vma);
  up_read(vma.vm_lock);
}
