property('I4', 'lifetime', 'A VMA, its lock and an address space are not used after they were freed.');

lifetime<vm_area_struct>('I4');
lifetime<mm_struct>('I4');
