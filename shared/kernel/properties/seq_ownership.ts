property('I11', 'sequence ownership', 'Only the holder of mmap_lock for write changes mm_lock_seq, and only one that also holds the VMA lock for write changes its vm_lock_seq.');

/** An address space that nobody uses yet has no owner. */
observe_write<mm_struct>('mm_lock_seq', (mm: mm_struct) => {
  check('I11', atomic_read(mm.mm_users) === 0 || rwsem_is_write_owned(mm.mmap_lock), mm);
});
observe_write<vm_area_struct>('vm_lock_seq', (vma: vm_area_struct) => {
  check('I11', !vma_is_attached(vma.vm_mm, vma) || (rwsem_is_write_owned(vma.vm_mm.mmap_lock) && readers_shut_out(vma)), vma);
});
