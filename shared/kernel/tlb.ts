/**
 * Translation look-aside buffers: what each thread's processor remembers of page tables. With CONFIG_TLB. After mm/mmu_gather.c and
 * arch/x86/mm/tlb.c.
 *
 * ```
 *   user_access ──► TLB ── hit ──────────────────────────► the frame       A PTE that loses a frame or a right stays in the TLBs until they
 *                    └ miss ─► page tables ─ hit ─► TLB      are flushed. An operation changes many PTEs and flushes once, at its end;
 *                                   └ miss ─► page_fault     until then programs go on with what their TLBs have.
 * ```
 * What hardware does at once is one step: a store through an entry, a walk that fills one, a flush (in the kernel: interrupts, and waiting until
 * all processors have answered). A frame that an unmap takes is not given back before the flush. Entries are tagged by address space.
 */

/** Entries of one TLB; pages that differ by that many share one. */
const TLB_ENTRIES = 2;

interface tlb_entry {
  mm: mm_struct;
  /** The page's address. */
  address: ulong;
  /** NULL: the entry is empty. */
  page: page;
  writable: boolean;
}

interface tlb {
  entry: ArrayOf<Embedded<tlb_entry>, typeof TLB_ENTRIES>;
}

/** By thread. */
let tlbs: ArrayOf<Embedded<tlb>, typeof NR_TASKS>;

/** Frames that a task has taken from PTEs and not flushed yet; with more it flushes in between. */
const MMU_GATHER_MAX = 4;

interface mmu_gather {
  mm: mm_struct;
  nr: int;
  pages: ArrayOf<page, typeof MMU_GATHER_MAX>;
}

let mmu_gathers: ArrayOf<Embedded<mmu_gather>, typeof NR_TASKS>;

/** Empties the entries for [start, end) in all TLBs, in one step. */
function flush_tlb_range(mm: mm_struct, start: ulong, end: ulong): void {
  if (!CONFIG_TLB) return;
  atomic(() => {
    for (let t = 0; t < thread_count(); t++) {
      for (let i = 0; i < TLB_ENTRIES; i++) {
        const entry = tlbs[t].entry[i];
        if (entry.page !== NULL && entry.mm === mm && entry.address >= start && entry.address < end) entry.page = NULL;
      }
    }
  });
  tracepoint('tlb.flush', start, end);
}

function flush_tlb_page(mm: mm_struct, address: ulong): void {
  flush_tlb_range(mm, address, address + PAGE_SIZE);
}

function flush_tlb_mm(mm: mm_struct): void {
  flush_tlb_range(mm, 0, TASK_SIZE);
}

/** The beginning of an unmap in `mm`. */
function tlb_gather_mmu(mm: mm_struct): void {
  if (CONFIG_TLB) mmu_gathers[this_thread()].mm = mm;
}

/** Gives back a frame that a PTE had, once no TLB has it. */
function tlb_remove_page(page: page): void {
  if (!CONFIG_TLB) {
    put_page(page);
    return;
  }
  const tlb = mmu_gathers[this_thread()];
  if (tlb.nr === MMU_GATHER_MAX) tlb_flush_mmu(tlb);
  tlb.pages[tlb.nr] = page;
  tlb.nr++;
}

/** Flushes, and gives back the frames. */
function tlb_flush_mmu(tlb: mmu_gather): void {
  flush_tlb_mm(tlb.mm);
  for (let i = 0; i < tlb.nr; i++) {
    put_page(tlb.pages[i]);
    tlb.pages[i] = NULL;
  }
  tlb.nr = 0;
}

/** The end of an unmap. */
function tlb_finish_mmu(): void {
  if (!CONFIG_TLB) return;
  const tlb = mmu_gathers[this_thread()];
  if (tlb.nr > 0) tlb_flush_mmu(tlb);
  tlb.mm = NULL;
}

/** The running thread's entry for a page. */
function tlb_entry_of(address: ulong): tlb_entry {
  return tlbs[this_thread()].entry[(address >> PAGE_SHIFT) & (TLB_ENTRIES - 1)];
}

/** Makes the access if the TLB can translate it. */
function tlb_access(mm: mm_struct, address: ulong, flags: ulong): boolean {
  if (!CONFIG_TLB) return false;
  const write = (flags & FAULT_FLAG_WRITE) !== 0;
  let page: page = NULL;
  atomic(() => {
    const entry = tlb_entry_of(address);
    if (entry.mm === mm && entry.address === (address & ~(PAGE_SIZE - 1)) && (!write || entry.writable)) page = entry.page;
    if (page !== NULL) {
      if (write) atomic_inc(page.stores);
      else atomic_read(page.stores);
    }
  });
  if (page === NULL) return false;
  if (write) tracepoint('tlb.store', address, page);
  return true;
}

/** The hardware's walk: fills the entry if the page tables allow the access. */
function tlb_fill(mm: mm_struct, address: ulong, flags: ulong): boolean {
  if (!CONFIG_TLB) return false;
  const write = (flags & FAULT_FLAG_WRITE) !== 0;
  let filled = false;
  atomic(() => {
    const table = pte_table_lookup(mm, address);
    const pte = table !== NULL ? pte_offset(table, address) : NULL;
    if (pte !== NULL && pte.page !== NULL && (!write || (pte.flags & PTE_WRITE) !== 0)) {
      const entry = tlb_entry_of(address);
      entry.mm = mm;
      entry.address = address & ~(PAGE_SIZE - 1);
      entry.page = pte.page;
      entry.writable = (pte.flags & PTE_WRITE) !== 0;
      filled = true;
    }
  });
  return filled;
}

/** Unhooks a table that is freed next: a step like the hardware's walk, so that none which has found the table is still in it, live neither. */
function pgtable_clear(parent: pgtable, index: int): void {
  if (CONFIG_TLB) {
    atomic(() => {
      WRITE_ONCE(parent.slot[index], NULL);
    });
  } else {
    WRITE_ONCE(parent.slot[index], NULL);
  }
}

/**
 * A program's access to `address`: a store with FAULT_FLAG_WRITE, else a load. Returns 0 when it has been made, or as page_fault does.
 * Without CONFIG_TLB it is that page_fault, and no more.
 */
function user_access(mm: mm_struct, address: ulong, flags: ulong): int {
  if (!CONFIG_TLB) return page_fault(mm, address, flags);
  for (;;) {
    if (tlb_access(mm, address, flags)) return 0;
    if (!tlb_fill(mm, address, flags)) {
      const fault = page_fault(mm, address, flags);
      if (fault !== 0) return fault;
    }
  }
}
