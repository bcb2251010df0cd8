/**
 * What a VMA refers to and has a hold on: its anon_vma, its memory policy, its userfaultfd context. A copy takes its own hold, and who frees a
 * VMA gives them up. After __split_vma and remove_vma in mm/mmap.c.
 */

/** A copy that is ready to be put into a tree; NULL when memory is exhausted. */
function dup_vma(orig: vm_area_struct): vm_area_struct {
  const vma = vm_area_dup(orig);
  if (vma === NULL || (!CONFIG_ANON_VMA && !CONFIG_NUMA && !CONFIG_USERFAULTFD)) return vma;
  if (CONFIG_USERFAULTFD) userfaultfd_ctx_get(vma.vm_userfaultfd_ctx);
  let error = CONFIG_NUMA ? vma_dup_policy(vma, orig) : 0;
  if (CONFIG_ANON_VMA) {
    if (error === 0) error = anon_vma_clone(vma, orig);
    else vma.anon_vma = NULL;
  }
  if (error === 0) return vma;
  remove_vma(vma);
  return NULL;
}

/** Gives up what a VMA refers to: it is not in the tree, or not any more, and its pages are gone. */
function vma_put_references(vma: vm_area_struct): void {
  if (CONFIG_ANON_VMA) unlink_anon_vmas(vma);
  if (CONFIG_NUMA) mpol_put(vma.vm_policy);
  if (CONFIG_USERFAULTFD) userfaultfd_ctx_put(vma.vm_userfaultfd_ctx);
}

/** The same, and frees the VMA. */
function remove_vma(vma: vm_area_struct): void {
  vma_put_references(vma);
  vm_area_free(vma);
}

/** Whether what two VMAs refer to lets them become one. */
function is_mergeable_vma(a: vm_area_struct, b: vm_area_struct): boolean {
  if (CONFIG_ANON_VMA && a.anon_vma !== b.anon_vma && a.anon_vma !== NULL && b.anon_vma !== NULL) return false;
  if (CONFIG_NUMA && !mpol_equal(a.vm_policy, b.vm_policy)) return false;
  return !CONFIG_USERFAULTFD || a.vm_userfaultfd_ctx === b.vm_userfaultfd_ctx;
}

/** Whether what a VMA refers to lets a new mapping, which refers to nothing, join it. */
function is_mergeable_with_new(vma: vm_area_struct): boolean {
  return (!CONFIG_NUMA || vma.vm_policy === NULL) && (!CONFIG_USERFAULTFD || vma.vm_userfaultfd_ctx === NULL);
}
