/** Whether a VMA lets no reader in, as it must while it is marked. A count of 0 shuts readers out as well. */
function readers_shut_out(vma: vm_area_struct): boolean {
  return atomic_read(vma.vm_refcnt) === VMA_LOCK_OFFSET + 1 || vma_is_detached(vma);
}
