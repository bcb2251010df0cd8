/**
 * Address spaces: from mm_alloc to the last mmput. After kernel/fork.c and mm/mmap.c.
 *
 * There are two counts. mm_users counts those who use the address space; when the last of them leaves, its mappings go. mm_count counts
 * those who need the struct, such as whoever wakes somebody through it; all users together are one of them.
 */

/** All address spaces. */
let mmlist: Embedded<list_head>;
let mmlist_lock: Embedded<spinlock_t>;

/** An empty address space with one user, the caller; NULL when memory is exhausted. */
function mm_alloc(): mm_struct {
  const mm = should_fail_alloc() ? NULL : alloc<mm_struct>();
  if (mm === NULL) return NULL;
  mm.pgd = should_fail_alloc() ? NULL : alloc<pgtable>();
  if (mm.pgd === NULL) {
    free(mm);
    return NULL;
  }
  mmap_init_lock(mm);
  // VMAs begin with -1: a new one is not write-locked.
  mm.mm_lock_seq = 0;
  atomic_set(mm.mm_users, 1);
  atomic_set(mm.mm_count, 1);
  spin_lock(mmlist_lock);
  list_add_tail(mm.mmlist, mmlist);
  spin_unlock(mmlist_lock);
  return mm;
}

/**
 * Frees all mappings, with their pages and tables. Nobody can fault any more, so nothing needs marking, and the tree goes
 * without a grace period.
 */
function exit_mmap(mm: mm_struct): void {
  mmap_write_lock(mm);
  const vmas = chain_vmas(mm, 0, TASK_SIZE);
  unmap_region(mm, vmas, 0, USER_PGTABLES_CEILING);
  mtree_destroy(mm.mm_mt);
  remove_unreachable_vmas(mm, vmas);
  vma_free_drain(mm);
  mmap_write_unlock(mm);
}

/** Tears an address space down, whoever may still count as its user. */
function __mmput(mm: mm_struct): void {
  exit_mmap(mm);
  spin_lock(mmlist_lock);
  list_del(mm.mmlist);
  spin_unlock(mmlist_lock);
  VM_BUG_ON_MM(mm.map_count !== 0 || mm.total_vm !== 0, mm);
  mmdrop(mm);
}

function __mmdrop(mm: mm_struct): void {
  free(mm.pgd);
  free(mm);
}

/** Keeps the struct, not what is mapped: for who has got hold of it while somebody else uses it. */
function mmgrab(mm: mm_struct): void {
  atomic_inc(mm.mm_count);
}

/** Gives up what mmgrab got; the last one frees the struct. */
function mmdrop(mm: mm_struct): void {
  if (atomic_dec_and_test(mm.mm_count)) __mmdrop(mm);
}

/** One more user, for who is one already. */
function mmget(mm: mm_struct): void {
  atomic_inc(mm.mm_users);
}

/** One more user, unless the last one has left: for who holds the struct by mmgrab. */
function mmget_not_zero(mm: mm_struct): boolean {
  return atomic_add_unless(mm.mm_users, 1, 0);
}

/** Gives up one use of an address space; the last one frees it. */
function mmput(mm: mm_struct): void {
  if (atomic_dec_and_test(mm.mm_users)) __mmput(mm);
}

/* Counts that have come to 0 stay so. In explorations. */
observe_call(mmgrab, (mm) => {
  assert(atomic_read(mm.mm_count) > 0, 'mmgrab of an address space that is freed');
});
observe_call(mmget, (mm) => {
  assert(atomic_read(mm.mm_users) > 0, 'mmget of an address space without users');
});
observe_call(mmput, (mm) => {
  assert(atomic_read(mm.mm_users) > 0, 'mmput of an address space without users');
});
