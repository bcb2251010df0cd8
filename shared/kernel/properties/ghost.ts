/**
 * What the properties need to know and no variable of the kernel says: who holds what, by the calls it made. Observers alone
 * keep it, in explorations only.
 *
 * ```
 *   reads(t, vma)    from the return of a successful vma_read_trylock to the call of vma_read_unlock
 *   marked(t, vma)   from the return of vma_write_lock to the call of mmap_write_unlock or mmap_write_downgrade
 *   mmap(t, mm)      from the return of mmap_read_lock or mmap_write_lock (or a killable one) to the call that releases it
 * ```
 * Observers of one happening run in the order of their files' names: those of counts.ts, detached.ts and false_locked.ts, which
 * ask what was before a call, before these.
 *
 * fork holds two of those: its child's is forgotten while it has the parent's. Nobody can find the child's VMAs yet.
 */

/** As many VMAs as a task may hold for read at once, as who moves a page from one to another does; with more, the search ends without a verdict. */
const GHOST_READS = 2;
/** The VMAs that each task holds for read; NULL: it could hold another (ghost_readers.ts). */
let ghost_reads: ArrayOf<ArrayOf<vm_area_struct, typeof GHOST_READS>, typeof NR_TASKS>;
/** The address space whose mmap_lock each task holds, or NULL; and whether for write. */
let ghost_mmap: ArrayOf<mm_struct, typeof NR_TASKS>;
let ghost_mmap_write: ArrayOf<boolean, typeof NR_TASKS>;

/** As many VMAs as are remembered of a task; with more, the search ends without a verdict. */
const GHOST_MARKS = 14;
interface ghost_marks {
  count: int;
  vma: ArrayOf<vm_area_struct, typeof GHOST_MARKS>;
}
/** The VMAs that each task has marked since it took mmap_lock for write. */
let ghost_marked: ArrayOf<Embedded<ghost_marks>, typeof NR_TASKS>;

observe_return(mmap_read_lock, (mm: mm_struct) => {
  ghost_mmap[this_thread()] = mm;
});
observe_return(mmap_read_trylock, (got: boolean, mm: mm_struct) => {
  if (got) ghost_mmap[this_thread()] = mm;
});
observe_return(mmap_read_lock_killable, (error: int, mm: mm_struct) => {
  if (error === 0) ghost_mmap[this_thread()] = mm;
});
observe_call(mmap_read_unlock, () => {
  ghost_mmap[this_thread()] = NULL;
});
observe_return(mmap_write_lock, (mm: mm_struct) => {
  ghost_mmap[this_thread()] = mm;
});
observe_return(mmap_write_lock_killable, (error: int, mm: mm_struct) => {
  if (error === 0) ghost_mmap[this_thread()] = mm;
});
observe_call(mmap_write_unlock, () => {
  ghost_mmap[this_thread()] = NULL;
});
observe_return(mmap_write_lock, () => {
  ghost_mmap_write[this_thread()] = true;
});
observe_return(mmap_write_lock_killable, (error: int) => {
  if (error === 0) ghost_mmap_write[this_thread()] = true;
});
observe_call(mmap_write_unlock, () => {
  ghost_mmap_write[this_thread()] = false;
});
observe_call(mmap_write_downgrade, () => {
  ghost_mmap_write[this_thread()] = false;
});

observe_return(vma_write_lock, (vma: vm_area_struct) => {
  ghost_mark(vma);
});
observe_call(mmap_write_unlock, ghost_unmark_all);
observe_call(mmap_write_downgrade, ghost_unmark_all);
/** Freed before the section ends, by a merge: what becomes of its memory is nobody's concern. */
observe_call(vm_area_free, (vma: vm_area_struct) => {
  const t = this_thread();
  const last = ghost_marked[t].count - 1;
  for (let i = 0; i <= last; i++) {
    if (ghost_marked[t].vma[i] === vma) {
      ghost_marked[t].vma[i] = ghost_marked[t].vma[last];
      ghost_marked[t].vma[last] = NULL;
      ghost_marked[t].count = last;
      return;
    }
  }
});

function ghost_mark(vma: vm_area_struct): void {
  const t = this_thread();
  const count = ghost_marked[t].count;
  if (ghost_marked_by(t, vma)) return;
  bound(count < GHOST_MARKS, 'a thread has marked more than 14 VMAs at once, and the properties remember no more');
  ghost_marked[t].vma[count] = vma;
  ghost_marked[t].count = count + 1;
}

function ghost_unmark_all(): void {
  const t = this_thread();
  for (let i = 0; i < ghost_marked[t].count; i++) ghost_marked[t].vma[i] = NULL;
  ghost_marked[t].count = 0;
}

function ghost_marked_by(task: int, vma: vm_area_struct): boolean {
  for (let i = 0; i < ghost_marked[task].count; i++) if (ghost_marked[task].vma[i] === vma) return true;
  return false;
}

function ghost_marked_by_another(vma: vm_area_struct): boolean {
  for (let t = 0; t < NR_TASKS; t++) if (t !== this_thread() && ghost_marked_by(t, vma)) return true;
  return false;
}

function ghost_read_begins(vma: vm_area_struct): void {
  const t = this_thread();
  for (let i = 0; i < GHOST_READS; i++) {
    if (ghost_reads[t][i] === NULL) {
      ghost_reads[t][i] = vma;
      return;
    }
  }
  bound(false, 'a thread holds more than 2 VMAs for read at once, and the properties remember no more');
}

function ghost_read_ends(vma: vm_area_struct): void {
  const t = this_thread();
  for (let i = 0; i < GHOST_READS; i++) {
    if (ghost_reads[t][i] === vma) {
      ghost_reads[t][i] = NULL;
      return;
    }
  }
}

/** A VMA that the task holds for read, or NULL. */
function ghost_read_of(task: int): vm_area_struct {
  for (let i = 0; i < GHOST_READS; i++) if (ghost_reads[task][i] !== NULL) return ghost_reads[task][i];
  return NULL;
}

function ghost_read_by(task: int, vma: vm_area_struct): boolean {
  for (let i = 0; i < GHOST_READS; i++) if (ghost_reads[task][i] === vma) return true;
  return false;
}

function ghost_read_by_another(vma: vm_area_struct): boolean {
  for (let t = 0; t < NR_TASKS; t++) if (t !== this_thread() && ghost_read_by(t, vma)) return true;
  return false;
}

/** How often the VMA is held for read. */
function ghost_readers(vma: vm_area_struct): int {
  let readers = 0;
  for (let t = 0; t < NR_TASKS; t++) for (let i = 0; i < GHOST_READS; i++) if (ghost_reads[t][i] === vma) readers++;
  return readers;
}
