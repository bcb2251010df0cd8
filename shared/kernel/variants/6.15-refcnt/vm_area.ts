/** Variant `6.15-refcnt`: where VMAs come from and where they go. After kernel/fork.c (Linux 6.15; mm/vma_init.c since). */

/** A new VMA of an address space, detached; NULL when memory is exhausted. */
function vm_area_alloc(mm: mm_struct): vm_area_struct {
  const vma = vm_area_cache_alloc();
  if (vma === NULL) return NULL;
  vma.vm_mm = mm;
  vma_init_lock(vma);
  return vma;
}

/** A copy that nobody has locked, detached; NULL when memory is exhausted. */
function vm_area_dup(orig: vm_area_struct): vm_area_struct {
  const vma = vm_area_cache_alloc();
  if (vma === NULL) return NULL;
  vm_area_copy(vma, orig);
  vma_init_lock(vma);
  return vma;
}

/** Frees a VMA that is no longer in the tree. Who has found it before sees that it is detached, or that it is another one. */
function vm_area_free(vma: vm_area_struct): void {
  VM_BUG_ON_VMA(!vma_is_detached(vma), vma);
  vm_area_cache_free(vma);
}

/** Of an address space in which nobody can fault any more. It is detached like any other, as somebody may come to it who means another VMA. */
function vm_area_free_unreachable(vma: vm_area_struct): void {
  vma_write_lock(vma);
  vma_mark_detached(vma);
  vm_area_free(vma);
}

/** Nothing is collected. */
function vma_free_drain(mm: mm_struct): void {}
