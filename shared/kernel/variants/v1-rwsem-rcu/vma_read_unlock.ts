/**
 * Variant `v1-rwsem-rcu`: the patch with the remedy that its review agreed on (Jann Horn, January 2023), and in which it
 * was merged. The RCU section keeps the VMA's memory until up_read has finished with it.
 */

function vma_read_unlock(vma: vm_area_struct): void {
  rcu_read_lock();
  tracepoint('vma_lock.read:end', vma);
  up_read(vma.vm_lock);
  rcu_read_unlock();
}
