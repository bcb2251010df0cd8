/**
 * A version of a VMA is what its fields are when mmap_lock is released. So two things must not happen between the first and the last
 * read of a task that holds it: a field that it may have read changes, or it reads a field that another task has changed in
 * a write section that is still open.
 */
property('I2', 'no torn read', 'What a task reads of a VMA while it holds it for read is from one version.');

const SEEN_NOTHING = 0;
const SEEN_CURRENT = 1;
const SEEN_OLD = 2;

/** What each task has read of each VMA that it holds for read. */
let ghost_seen: ArrayOf<ArrayOf<int, typeof GHOST_READS>, typeof NR_TASKS>;
/** The attached VMAs that each task has changed since it took mmap_lock for write. */
let ghost_changed: ArrayOf<Embedded<ghost_marks>, typeof NR_TASKS>;

observe_read<vm_area_struct>('vm_start', torn_read_on_read);
observe_read<vm_area_struct>('vm_end', torn_read_on_read);
observe_read<vm_area_struct>('vm_flags', torn_read_on_read);
observe_read<vm_area_struct>('vm_policy', torn_read_on_read);
observe_read<vm_area_struct>('vm_userfaultfd_ctx', torn_read_on_read);
observe_read<vm_area_struct>('anon_vma', torn_read_on_read);
observe_write<vm_area_struct>('vm_start', torn_read_on_write);
observe_write<vm_area_struct>('vm_end', torn_read_on_write);
observe_write<vm_area_struct>('vm_flags', torn_read_on_write);
observe_write<vm_area_struct>('vm_policy', torn_read_on_reference);
observe_write<vm_area_struct>('vm_userfaultfd_ctx', torn_read_on_reference);
/** Being prepared is no new version: whoever reads it both before and after has read what the protocol allows. */
observe_write<vm_area_struct>('anon_vma', (vma: vm_area_struct, anon_vma: anon_vma) => {
  if (ghost_mmap_write[this_thread()] || !prepares_anon_vma(vma, anon_vma)) torn_read_on_reference(vma);
});
observe_call(vma_read_unlock, (vma: vm_area_struct) => {
  torn_read_end(vma);
});
observe_call(mmap_write_unlock, torn_read_commit);
observe_call(mmap_write_downgrade, torn_read_commit);

/** Freed before the section ends: what its memory becomes is another VMA. */
observe_call(vm_area_free, (vma: vm_area_struct) => {
  const t = this_thread();
  for (let i = 0; i < ghost_changed[t].count; i++) if (ghost_changed[t].vma[i] === vma) ghost_changed[t].vma[i] = NULL;
});

function torn_read_on_read(vma: vm_area_struct): void {
  const t = this_thread();
  for (let i = 0; i < GHOST_READS; i++) {
    if (ghost_reads[t][i] === vma) {
      check('I2', ghost_seen[t][i] !== SEEN_OLD && !changed_by_another(vma), vma);
      ghost_seen[t][i] = SEEN_CURRENT;
    }
  }
}

/** Before or after ghost_readers.ts has heard of it. */
function torn_read_end(vma: vm_area_struct): void {
  const t = this_thread();
  for (let i = 0; i < GHOST_READS; i++) if (ghost_reads[t][i] === NULL || ghost_reads[t][i] === vma) ghost_seen[t][i] = SEEN_NOTHING;
}

function torn_read_on_write(vma: vm_area_struct): void {
  const t = this_thread();
  for (let reader = 0; reader < NR_TASKS; reader++) if (reader !== t) torn_read_ages(reader, vma);
  const count = ghost_changed[t].count;
  if (!ghost_mmap_write[t] || !vma_is_attached(vma.vm_mm, vma) || changed_by(t, vma)) return;
  bound(count < GHOST_MARKS, 'a thread has changed more than 14 VMAs in one write section, and the properties remember no more');
  ghost_changed[t].vma[count] = vma;
  ghost_changed[t].count = count + 1;
}

/** What the task has read of the VMA so far, if it has, is of the version before. */
function torn_read_ages(task: int, vma: vm_area_struct): void {
  for (let i = 0; i < GHOST_READS; i++) if (ghost_reads[task][i] === vma && ghost_seen[task][i] === SEEN_CURRENT) ghost_seen[task][i] = SEEN_OLD;
}

/**
 * What a VMA that has left the tree gives back is no new version of it. munmap does so when the marks are dropped, and a fault that comes late
 * may hold the VMA by then: for as long as it takes to see that it is erased.
 */
function torn_read_on_reference(vma: vm_area_struct): void {
  if (vma_is_attached(vma.vm_mm, vma)) torn_read_on_write(vma);
}

function torn_read_commit(): void {
  const t = this_thread();
  for (let i = 0; i < ghost_changed[t].count; i++) ghost_changed[t].vma[i] = NULL;
  ghost_changed[t].count = 0;
}

function changed_by(task: int, vma: vm_area_struct): boolean {
  for (let i = 0; i < ghost_changed[task].count; i++) if (ghost_changed[task].vma[i] === vma) return true;
  return false;
}

function changed_by_another(vma: vm_area_struct): boolean {
  for (let t = 0; t < NR_TASKS; t++) if (t !== this_thread() && changed_by(t, vma)) return true;
  return false;
}
