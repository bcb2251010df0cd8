property('I8', 'writer persistence', 'A VMA stays marked until the writer that marked it releases or downgrades mmap_lock.');

observe_write<mm_struct>('mm_lock_seq', (mm: mm_struct) => {
  for (let t = 0; t < NR_TASKS; t++) {
    for (let i = 0; i < ghost_marked[t].count; i++) {
      const vma = ghost_marked[t].vma[i];
      check('I8', vma.vm_mm !== mm || vma.vm_lock_seq === mm.mm_lock_seq, vma);
    }
  }
});
observe_write<vm_area_struct>('vm_lock_seq', (vma: vm_area_struct) => {
  for (let t = 0; t < NR_TASKS; t++) check('I8', !ghost_marked_by(t, vma) || vma.vm_lock_seq === vma.vm_mm.mm_lock_seq, vma);
});
