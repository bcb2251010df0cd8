/** Variant `mmap-lock-only`: where VMAs come from and where they go. Whoever looks at one holds mmap_lock, so it is freed at once. */

/** A new VMA of an address space, not in its tree yet; NULL when memory is exhausted. */
function vm_area_alloc(mm: mm_struct): vm_area_struct {
  const vma = should_fail_alloc() ? NULL : alloc<vm_area_struct>();
  if (vma === NULL) return NULL;
  vma.vm_mm = mm;
  return vma;
}

/** A copy; NULL when memory is exhausted. */
function vm_area_dup(orig: vm_area_struct): vm_area_struct {
  const vma = should_fail_alloc() ? NULL : alloc<vm_area_struct>();
  if (vma === NULL) return NULL;
  vm_area_copy(vma, orig);
  return vma;
}

function vm_area_free(vma: vm_area_struct): void {
  free(vma);
}

function vm_area_free_unreachable(vma: vm_area_struct): void {
  vm_area_free(vma);
}

/** Nothing waits for a grace period, and nothing is kept to be used again. */
function vma_free_drain(mm: mm_struct): void {}
function vm_area_cache_drain(): void {}
