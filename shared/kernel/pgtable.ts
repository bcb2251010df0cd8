/*
 * Page tables: four levels of 32 entries over 32-bit addresses.
 *
 * ```
 *   31      27 26      22 21      17 16      12 11           0
 *   ├── pgd ──┼── pud ───┼── pmd ───┼── pte ───┼── in page ──┤
 *       │          │          │          └─► pte_t: frame, flags
 *       └─► pud    └─► pmd    └─► table of PTEs, covers 128 KiB
 * ```
 * x86's 512 entries would make every table 4 KiB, mostly zeroes: too much to store for each explored state. 32 entries
 * keep the levels, the sharing of tables between neighbours and their freeing, in tables of a few cache lines.
 *
 * Each table has a lock (ptl). It covers the table's own entries: PTEs change under it, and a new table is hung in under
 * its parent's. Walks take no lock, so whoever walks must keep the tables alive: by a VMA that covers the address, read-
 * locked or attached under mmap_lock. free_pgtables (unmap.ts) frees a table only when no VMA needs it, after the
 * marking of its VMAs has drained the faults. The hardware's walk (tlb.ts, with CONFIG_TLB) is one step, which no freeing
 * can come into; without CONFIG_TLB every access of a "program" is a page_fault, as if each one missed the TLB.
 */
const PTRS_PER_TABLE = 32;
const TABLE_BITS = 5;
const PMD_SHIFT = 17;
const PGDIR_SHIFT = 27;
/** What one table of PTEs covers. */
const PMD_SIZE = 0x20000;

/** User addresses end here; the lowest page is never mapped, so that NULL faults. */
const TASK_SIZE = 0x7ffff000;
/** No table begins at or after this address. */
const USER_PGTABLES_CEILING = 0x80000000;

const PTE_NONE = 0x0;
const PTE_WRITE = 0x1;
/** Shared with another address space since a fork: a write copies the frame first, unless nobody else has it any more. */
const PTE_COW = 0x2;
/** mremap has brought the frame here, which has the number of the page where it was made. */
const PTE_MOVED = 0x4;

/** A PTE is none while it has no frame. */
interface pte_t {
  page: page;
  flags: ulong;
}

interface pte_table {
  ptl: Embedded<spinlock_t>;
  pte: ArrayOf<Embedded<pte_t>, typeof PTRS_PER_TABLE>;
}

/** A table of the upper levels. In the lowest of them (pmd) the slots are tables of PTEs. */
interface pgtable {
  ptl: Embedded<spinlock_t>;
  slot: ArrayOf<pgtable, typeof PTRS_PER_TABLE>;
}

function pgtable_index(address: ulong, shift: int): int {
  return (address >> shift) & (PTRS_PER_TABLE - 1);
}

/** The PTE of `address` in the table that covers it. */
function pte_offset(table: pte_table, address: ulong): pte_t {
  return table.pte[pgtable_index(address, PAGE_SHIFT)];
}

/** The table of PTEs that covers `address`, or NULL. */
function pte_table_lookup(mm: mm_struct, address: ulong): pte_table {
  let table = mm.pgd;
  for (let shift = PGDIR_SHIFT; shift > PAGE_SHIFT && table !== NULL; shift -= TABLE_BITS) {
    table = rcu_dereference(table.slot[pgtable_index(address, shift)]);
  }
  return cast<pte_table>(table);
}

/** Like pte_table_lookup, making the tables that are missing; NULL when memory runs out. */
function pte_table_alloc(mm: mm_struct, address: ulong): pte_table {
  let table = mm.pgd;
  for (let shift = PGDIR_SHIFT; shift > PAGE_SHIFT; shift -= TABLE_BITS) {
    const index = pgtable_index(address, shift);
    let next = rcu_dereference(table.slot[index]);
    if (unlikely(next === NULL)) {
      next = pgtable_populate(table, index, shift);
      if (next === NULL) return NULL;
    }
    table = next;
  }
  return cast<pte_table>(table);
}

/** Hangs a new table in below `table`, unless another fault has done so first. Returns what is there, or NULL. */
function pgtable_populate(table: pgtable, index: int, shift: int): pgtable {
  if (should_fail_alloc()) return NULL;
  const fresh = shift === PMD_SHIFT ? cast<pgtable>(alloc<pte_table>()) : alloc<pgtable>();
  if (fresh === NULL) return NULL;
  spin_lock(table.ptl);
  const present = table.slot[index];
  if (present === NULL) rcu_assign_pointer(table.slot[index], fresh);
  spin_unlock(table.ptl);
  if (present === NULL) return fresh;
  free(fresh);
  return present;
}

/** Whether the page at `address` has a frame. For conditions and checks, when nobody frees tables meanwhile. */
function pte_present(mm: mm_struct, address: ulong): boolean {
  const table = pte_table_lookup(mm, address);
  return table !== NULL && READ_ONCE(pte_offset(table, address).page) !== NULL;
}

/** Whether the page at `address` may be written without a fault. Like pte_present. */
function pte_write(mm: mm_struct, address: ulong): boolean {
  const table = pte_table_lookup(mm, address);
  return table !== NULL && (READ_ONCE(pte_offset(table, address).flags) & PTE_WRITE) !== 0;
}
