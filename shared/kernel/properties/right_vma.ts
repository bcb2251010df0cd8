property('I9', 'right VMA', 'The VMA that lock_vma_under_rcu returns is of that address space, covers the address, and is in the tree.');

observe_return(lock_vma_under_rcu, (vma: vm_area_struct, mm: mm_struct, address: ulong) => {
  if (vma === NULL) return;
  check('I9', vma.vm_mm === mm && vma.vm_start <= address && address < vma.vm_end && vma_is_attached(mm, vma), vma);
});
