property('I11', 'sequence ownership', 'Only the holder of mmap_lock for write changes mm_lock_seq, and only one that has shut out readers changes the vm_lock_seq of a VMA in the tree.');

/** An address space that nobody uses yet has no owner. */
observe_write<mm_struct>('mm_lock_seq', (mm: mm_struct) => {
  check('I11', atomic_read(mm.mm_users) === 0 || rwsem_is_write_owned(mm.mmap_lock), mm);
});
/** A count of 0 shuts readers out as well. */
observe_write<vm_area_struct>('vm_lock_seq', (vma: vm_area_struct) => {
  check('I11', !vma_is_attached(vma.vm_mm, vma) || (rwsem_is_write_owned(vma.vm_mm.mmap_lock) && (atomic_read(vma.vm_refcnt) === VMA_LOCK_OFFSET + 1 || vma_is_detached(vma))), vma);
});
