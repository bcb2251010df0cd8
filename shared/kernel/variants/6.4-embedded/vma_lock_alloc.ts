/** Variant `6.4-embedded`: a VMA's lock is a part of it. */

/** Gives a VMA a lock, which nobody holds. */
function vma_lock_alloc(vma: vm_area_struct): boolean {
  vma_init_lock(vma);
  return true;
}

function vma_lock_free(vma: vm_area_struct): void {}

/** Word for word, while it changes: vma_lock_alloc makes it as new. */
function vma_copy_lock(to: vm_area_struct, from: vm_area_struct): void {
  to.vm_lock_seq = from.vm_lock_seq;
  to.vm_lock.lock.count.counter = from.vm_lock.lock.count.counter;
  to.vm_lock.lock.owner.counter = from.vm_lock.lock.owner.counter;
  to.vm_lock.lock.osq.tail = from.vm_lock.lock.osq.tail;
  to.vm_lock.lock.wait_lock.locked = from.vm_lock.lock.wait_lock.locked;
  to.vm_lock.lock.wait_list.next = from.vm_lock.lock.wait_list.next;
  to.vm_lock.lock.wait_list.prev = from.vm_lock.lock.wait_list.prev;
  to.detached = from.detached;
}
