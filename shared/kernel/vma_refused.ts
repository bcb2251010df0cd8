/** What all forms of the lock that have sequence numbers share: their width, and telling that a fault was refused. */

/** Why a fault did not get a VMA for read: a mark was seen before the lock was tried, the lock was busy, a mark was seen after. */
const VMA_REFUSED_EARLY = 0;
const VMA_REFUSED_BUSY = 1;
const VMA_REFUSED_LATE = 2;

/** What a VMA that was never marked has instead of a mark, in as many bits as there are: also the mask of a sequence number. */
const SEQ_NEVER = CONFIG_SEQ_BITS < 32 ? (1 << CONFIG_SEQ_BITS) - 1 : -1;

/** Tells of a refusal; false, for the caller to return. */
function vma_refused(vma: vm_area_struct, why: int): boolean {
  tracepoint('vma_lock.refused', vma, why);
  // A hint only: the writer may have left in between.
  if (why !== VMA_REFUSED_BUSY && (atomic_read(vma.vm_mm.mmap_lock.count) & RWSEM_WRITER_LOCKED) === 0) {
    count_event('VMA_FALSE_LOCKED');
  }
  return false;
}
