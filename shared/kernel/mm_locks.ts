/**
 * All locks of an address space at once, for who registers an mmu notifier: nobody may be changing page tables while it comes into force.
 * After mm_take_all_locks in mm/mmap.c. (The kernel goes on to lock every file's and every anon_vma's tree of mappings.)
 */

/** Needs mmap_lock for write. */
function mm_take_all_locks(mm: mm_struct): void {
  mmap_assert_write_locked(mm);
  vma_write_lock_range(mm, 0, TASK_SIZE);
}

/** The VMAs stay marked: that is for the release of mmap_lock to end, of which this is not the caller (scenario 19). */
function mm_drop_all_locks(mm: mm_struct): void {
  mmap_assert_write_locked(mm);
}
