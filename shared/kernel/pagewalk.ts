/** Walks over the page tables of a range. After mm/pagewalk.c (Linux 6.6). */

/** mmap_lock is enough: faults go on meanwhile. */
const PGWALK_RDLOCK = 0;
/** No fault is to come in between: each VMA is marked before it is visited. Needs mmap_lock for write. */
const PGWALK_WRLOCK = 1;

/** Called for the part of each table of PTEs that lies in the range. */
type pte_range_t = (table: pte_table, start: ulong, end: ulong) => void;

function walk_vma(vma: vm_area_struct, start: ulong, end: ulong, pte_range: pte_range_t): void {
  let address = start;
  while (address < end) {
    const next = pmd_addr_end(address, end);
    const table = pte_table_lookup(vma.vm_mm, address);
    if (table !== NULL) pte_range(table, address, next);
    address = next;
  }
}

/** Visits what is mapped in [start, end). */
function walk_page_range(mm: mm_struct, start: ulong, end: ulong, walk_lock: int, pte_range: pte_range_t): void {
  mmap_assert_locked(mm);
  let vma = find_vma(mm, start);
  while (vma !== NULL && vma.vm_start < end) {
    if (walk_lock === PGWALK_WRLOCK) vma_write_lock(vma);
    walk_vma(vma, vma.vm_start > start ? vma.vm_start : start, vma.vm_end < end ? vma.vm_end : end, pte_range);
    vma = find_vma(mm, vma.vm_end);
  }
}
