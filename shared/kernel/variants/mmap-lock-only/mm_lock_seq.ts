/* Variant `mmap-lock-only`: there are no marks to drop. */

function mm_lock_seqcount_begin(mm: mm_struct): void {}
function vma_write_unlock_mm(mm: mm_struct): void {}
