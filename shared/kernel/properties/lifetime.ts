property('I4', 'lifetime', 'A VMA, its lock, what it refers to, and an address space are not used after they were freed.');

lifetime<vm_area_struct>('I4');
lifetime<mm_struct>('I4');
lifetime<anon_vma>('I4');
lifetime<mempolicy>('I4');
lifetime<userfaultfd_ctx>('I4');
