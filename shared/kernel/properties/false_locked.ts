/** What is left out: an old mark that the sequence number comes back to (SEQ_BITS). Such a VMA is false locked until the next release. */
property('L4', 'no lasting false lock', 'When a writer has released or downgraded mmap_lock, none of the VMAs that it marked is marked any more.');

/** Whether each task that is releasing mmap_lock has marked anything, and the sequence number that it marked with. */
let ghost_leaving: ArrayOf<boolean, typeof NR_TASKS>;
let ghost_left_seq: ArrayOf<int, typeof NR_TASKS>;

observe_call(mmap_write_unlock, false_locked_before);
observe_call(mmap_write_downgrade, false_locked_before);
observe_return(mmap_write_unlock, false_locked_after);
observe_return(mmap_write_downgrade, false_locked_after);

function false_locked_before(mm: mm_struct): void {
  const t = this_thread();
  if (!CONFIG_PER_VMA_LOCK || ghost_marked[t].count === 0) return;
  ghost_leaving[t] = true;
  ghost_left_seq[t] = mm.mm_lock_seq;
}

function false_locked_after(mm: mm_struct): void {
  const t = this_thread();
  if (!ghost_leaving[t]) return;
  check('L4', mm.mm_lock_seq !== ghost_left_seq[t], mm);
  ghost_leaving[t] = false;
  ghost_left_seq[t] = 0;
}
