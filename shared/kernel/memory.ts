/*
 * Handling a fault in a VMA that is kept from changing: by its read lock, or by mmap_lock. All memory is anonymous.
 * After mm/memory.c; unlike there, a read of a page never touched gets a frame of its own, not the shared zero page.
 */
const FAULT_FLAG_WRITE = 0x1;
/** The VMA lock is held instead of mmap_lock: what needs more than this one VMA must answer VM_FAULT_RETRY. */
const FAULT_FLAG_VMA_LOCK = 0x1000;

const VM_FAULT_OOM = 0x1;
const VM_FAULT_SIGSEGV = 0x40;
/** Nothing was done: come again holding mmap_lock. */
const VM_FAULT_RETRY = 0x400;

/**
 * The first page of an anonymous VMA needs its anon_vma, and finding one to share means looking at the neighbours: one
 * VMA's lock is not enough. Blocking on mmap_lock here would be a deadlock with a writer that waits for this very VMA,
 * hence only a try.
 */
function vmf_anon_prepare(vma: vm_area_struct, flags: ulong): int {
  if (likely(READ_ONCE(vma.anon_vma) !== NULL)) return 0;
  const under_vma_lock = (flags & FAULT_FLAG_VMA_LOCK) !== 0;
  const mm = vma.vm_mm;
  if (under_vma_lock && !mmap_read_trylock(mm)) return VM_FAULT_RETRY;
  const error = __anon_vma_prepare(vma);
  if (under_vma_lock) mmap_read_unlock(mm);
  return error !== 0 ? VM_FAULT_OOM : 0;
}

/** A frame for a page of `vma`, from where its policy says; NULL when there is none left. */
function vma_alloc_page(vma: vm_area_struct, address: ulong): page {
  const node = CONFIG_NUMA ? vma_node(vma) : 0;
  const page = alloc_page(address);
  if (page === NULL) return NULL;
  if (CONFIG_NUMA) page.node = node;
  page_add_new_anon_rmap(page, vma);
  return page;
}

/** Gives a page its frame. */
function do_anonymous_page(vma: vm_area_struct, table: pte_table, pte: pte_t, address: ulong, flags: ulong): int {
  if (CONFIG_USERFAULTFD && userfaultfd_missing(vma)) return handle_userfault(vma, flags);
  const fault = vmf_anon_prepare(vma, flags);
  if (fault !== 0) return fault;
  const page = vma_alloc_page(vma, address);
  if (unlikely(page === NULL)) return VM_FAULT_OOM;
  spin_lock(table.ptl);
  const installed = pte.page === NULL;
  if (installed) {
    pte.flags = (vma.vm_flags & VM_WRITE) !== 0 ? PTE_WRITE : PTE_NONE;
    WRITE_ONCE(pte.page, page);
    tracepoint('pte.install', address, page);
  }
  spin_unlock(table.ptl);
  // Another fault on the same page was first: its frame serves both.
  if (unlikely(!installed)) put_page(page);
  return 0;
}

/** A fault on a page that had a frame a moment ago: allows the write, if that is what was missing. Returns 0 or VM_FAULT_…. */
function do_present_page(vma: vm_area_struct, table: pte_table, pte: pte_t, address: ulong, flags: ulong): int {
  spin_lock(table.ptl);
  const page = pte.page;
  // Zapped meanwhile: the access will fault again.
  if (page !== NULL) {
    if (unlikely(page.index !== address >> PAGE_SHIFT)) assert((pte.flags & PTE_MOVED) !== 0, 'a PTE has the frame of another page');
    if ((flags & FAULT_FLAG_WRITE) !== 0) {
      const old = pte.flags;
      if (unlikely((old & PTE_COW) !== 0)) return do_wp_page(vma, table, pte, address);
      // The caller has checked that the VMA allows the access.
      pte.flags = old | PTE_WRITE;
    }
  }
  spin_unlock(table.ptl);
  return 0;
}

/** Returns 0 or VM_FAULT_…. The caller, who has checked the access, holds the VMA's lock or mmap_lock, and keeps it. */
function handle_mm_fault(vma: vm_area_struct, address: ulong, flags: ulong): int {
  const table = pte_table_alloc(vma.vm_mm, address);
  if (table === NULL) return VM_FAULT_OOM;
  const pte = pte_offset(table, address);
  if (READ_ONCE(pte.page) === NULL) return do_anonymous_page(vma, table, pte, address, flags);
  return do_present_page(vma, table, pte, address, flags);
}
