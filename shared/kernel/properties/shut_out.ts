/** Whether the lock of a VMA lets no reader in, as it must while it is marked. */
function readers_shut_out(vma: vm_area_struct): boolean {
  return rwsem_is_write_owned(vma_rwsem(vma));
}
