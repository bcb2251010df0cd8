/** The fields that all forms of a VMA have, copied and cleared. */

/**
 * Word for word, like the kernel's struct assignment: the lock's words as well, while they change. (What waits for a grace period, and
 * vm_free_next, have no value before a VMA is freed.)
 */
function vm_area_copy(to: vm_area_struct, from: vm_area_struct): void {
  to.vm_start = from.vm_start;
  to.vm_end = from.vm_end;
  to.vm_mm = from.vm_mm;
  to.vm_flags = from.vm_flags;
  vma_copy_lock(to, from);
  to.anon_vma = from.anon_vma;
  if (CONFIG_NUMA) to.vm_policy = from.vm_policy;
  if (CONFIG_USERFAULTFD) to.vm_userfaultfd_ctx = from.vm_userfaultfd_ctx;
}

/** For memory that was a VMA before: as if it were new. What is the lock's own stays. */
function vm_area_clear(vma: vm_area_struct): void {
  vma.vm_mm = NULL;
  vma.vm_start = 0;
  vma.vm_end = 0;
  vma.vm_flags = 0;
  vma.anon_vma = NULL;
  vma.vm_free_next = NULL;
  if (CONFIG_NUMA) vma.vm_policy = NULL;
  if (CONFIG_USERFAULTFD) vma.vm_userfaultfd_ctx = NULL;
}
