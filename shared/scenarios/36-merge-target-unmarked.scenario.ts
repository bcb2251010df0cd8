/**
 * A merge gives a VMA that it has not marked its neighbour's anon_vma, and takes it
 * back (mended by d8ab9f7b644a).
 *
 * When two VMAs become one, the one that stays needs the anon_vma of the one that goes
 * (dup_anon_vma). That may fail for want of memory, and then the anon_vma is taken
 * back. If the VMA was not marked, a fault has had the time to map a page that says: my
 * VMAs are found by this anon_vma. It is freed with the neighbour, and whoever looks
 * for the page's mappings afterwards looks at freed memory.
 *
 * Explored, and memory is short just then: violates I3. `--property I4` goes on to that
 * look, which teardown takes. With `FIXED=y`, where both are marked first, it is
 * verified. Live it may end in that use after free: exit code 1.
 */
scenario({
  title: 'A merge target that is not marked',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0, ANON_VMA: true, MMAP_LOCK_ATOMIC: true },
});

const BASE = 0x100000;
const NEIGHBOUR = BASE + PAGE_SIZE;

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let mm: mm_struct;
let alike: boolean;

setup(() => {
  mm = mm_alloc();
  // Neighbours that may not share an anon_vma: as long as they are not alike, that is.
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mmap(mm, NEIGHBOUR, PAGE_SIZE, VM_READ | VM_WRITE | VM_DONTCOPY);
  page_fault(mm, NEIGHBOUR, FAULT_FLAG_WRITE);
});

/** Memory is short. */
override(anon_vma_clone, (dst: vm_area_struct, src: vm_area_struct): int => {
  dst.anon_vma = NULL;
  return -ENOMEM;
});

override(vma_expand, (vma: vm_area_struct, start: ulong, end: ulong, removed: vm_area_struct): int => {
  const mm = vma.vm_mm;
  if (FIXED) vma_write_lock(vma);
  if (removed !== NULL) vma_write_lock(removed);
  const dup = removed !== NULL ? dup_anon_vma(vma, removed) : 0;
  if (dup < 0) return dup;
  vma_write_lock(vma);
  if (removed !== NULL) vma_mark_detached(removed);
  const error = mtree_store_range(mm.mm_mt, start, end - 1, vma);
  if (error !== 0) {
    if (removed !== NULL) vma_mark_attached(removed);
    if (dup > 0) unlink_anon_vmas(vma);
    return error;
  }
  vma_set_range(vma, start, end);
  if (removed !== NULL) {
    mm.map_count--;
    remove_vma(removed);
  }
  return 0;
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('merge', () => {
  // Made alike, the two would become one.
  madvise_dontfork(mm, NEIGHBOUR, PAGE_SIZE, alike);
  alike = !alike;
});

/** What memory reclaim does with each page that it would like to have. */
function look_for_mappings(address: ulong): void {
  const table = pte_table_lookup(mm, address);
  const page = table !== NULL ? pte_offset(table, address).page : NULL;
  const anon_vma = page !== NULL ? page_get_anon_vma(page) : NULL;
  if (anon_vma !== NULL) put_anon_vma(anon_vma);
}

teardown(() => {
  munmap(mm, NEIGHBOUR, PAGE_SIZE);
  rcu_barrier();
  look_for_mappings(BASE);
  mmput(mm);
});
