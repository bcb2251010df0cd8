/*
 * mremap: a mapping becomes longer or shorter, or moves with its pages. After mm/mremap.c.
 *
 * ```
 *   move   ├─ old ─┤              ├─ new ─┤        mark both   ·   PTEs go over one by one   ·   unmap the old range,
 *              └─────── frames ──────▲              or, with MREMAP_DONTUNMAP, leave it mapped and empty
 * ```
 * Both are marked while frames are on their way, so no fault finds a page missing that is just being moved.
 *
 * Simpler than the kernel's: the caller says where to; nothing may be mapped there (MREMAP_FIXED unmaps it first); the copy is not merged with a
 * neighbour; a range within one VMA only.
 */
const MREMAP_MAYMOVE = 1;
const MREMAP_FIXED = 2;
const MREMAP_DONTUNMAP = 4;

/** Makes the tables that [start, end) needs at `to`. Returns 0 or -ENOMEM: so nothing fails half-way. */
function alloc_new_tables(mm: mm_struct, start: ulong, end: ulong, to: ulong): int {
  for (let address = start; address < end; address += PAGE_SIZE) {
    if (pte_table_lookup(mm, address) !== NULL && pte_table_alloc(mm, to + (address - start)) === NULL) return -ENOMEM;
  }
  return 0;
}

/** Moves what one PTE has to another, which has nothing. Its table's lock is enough: no fault can come, and nobody else moves pages. */
function move_pte(mm: mm_struct, table: pte_table, address: ulong, to: ulong): void {
  spin_lock(table.ptl);
  const old = pte_offset(table, address);
  const page = old.page;
  const flags = old.flags;
  if (page !== NULL) {
    old.flags = PTE_NONE;
    WRITE_ONCE(old.page, NULL);
    // Before it can be found elsewhere: or a thread could use both places.
    flush_tlb_page(mm, address);
  }
  spin_unlock(table.ptl);
  if (page === NULL) return;
  const destination = pte_table_lookup(mm, to);
  spin_lock(destination.ptl);
  const pte = pte_offset(destination, to);
  pte.flags = flags | PTE_MOVED;
  WRITE_ONCE(pte.page, page);
  spin_unlock(destination.ptl);
}

function move_page_tables(mm: mm_struct, start: ulong, end: ulong, to: ulong): void {
  for (let address = start; address < end; address += PAGE_SIZE) {
    const table = pte_table_lookup(mm, address);
    if (table !== NULL) move_pte(mm, table, address, to + (address - start));
  }
}

/** A copy of `vma` for [to, to + length), in the tree and marked; NULL when memory is exhausted. */
function copy_vma(vma: vm_area_struct, to: ulong, length: ulong): vm_area_struct {
  const copy = dup_vma(vma);
  if (copy === NULL) return NULL;
  vma_set_range(copy, to, to + length);
  return vma_link(vma.vm_mm, copy) === 0 ? copy : NULL;
}

/** Whether nothing is mapped in [address, address + length). Under mmap_lock. */
function range_is_free(mm: mm_struct, address: ulong, length: ulong): boolean {
  const next = find_vma(mm, address);
  return next === NULL || next.vm_start >= address + length;
}

/**
 * Moves [start, start + old_length), a part of `vma`, to `to`. Called with mmap_lock held for write; returns with it held for read. 0 or -ENOMEM:
 * then nothing has moved.
 */
function move_vma(vma: vm_area_struct, start: ulong, old_length: ulong, new_length: ulong, to: ulong, flags: ulong): int {
  const mm = vma.vm_mm;
  const end = start + old_length;
  const copy = copy_vma(vma, to, new_length);
  if (copy === NULL) {
    mmap_write_downgrade(mm);
    return -ENOMEM;
  }
  mm.total_vm += new_length >> PAGE_SHIFT;
  // Before the first page is on its way.
  vma_write_lock(vma);
  const error = alloc_new_tables(mm, start, end, to);
  if (error !== 0) {
    do_munmap_downgrade(mm, to, new_length);
    return error;
  }
  move_page_tables(mm, start, end, to);
  if (CONFIG_USERFAULTFD) userfaultfd_reset_ctx(copy);
  if ((flags & MREMAP_DONTUNMAP) === 0) {
    // Without memory for that, it stays mapped and empty.
    do_munmap_downgrade(mm, start, old_length);
    return 0;
  }
  // All its pages are elsewhere now, so it begins anew.
  vma.vm_flags &= ~VM_LOCKED;
  if (vma.vm_start === start && vma.vm_end === end) unlink_anon_vmas(vma);
  mmap_write_downgrade(mm);
  return 0;
}

/** Called with mmap_lock held for write; returns with it held for read. Returns as mremap does. */
function do_mremap(mm: mm_struct, address: ulong, old_length: ulong, new_length: ulong, flags: ulong, new_address: ulong): int {
  const move = (flags & (MREMAP_FIXED | MREMAP_DONTUNMAP)) !== 0;
  const valid = user_range_ok(address, old_length) && user_range_ok(address, new_length) && (!move || (flags & MREMAP_MAYMOVE) !== 0);
  const vma = valid ? vma_lookup(mm, address) : NULL;
  let error = valid ? 0 : -EINVAL;
  if (valid && (vma === NULL || address + old_length > vma.vm_end)) error = -EFAULT;
  if (error === 0 && !move && new_length < old_length) return do_munmap_downgrade(mm, address + new_length, old_length - new_length);
  if (error === 0 && !move && (new_length === old_length || (address + old_length === vma.vm_end && range_is_free(mm, vma.vm_end, new_length - old_length)))) {
    if (new_length > old_length) error = vma_expand(vma, vma.vm_start, address + new_length, NULL);
    if (error === 0) mm.total_vm += (new_length - old_length) >> PAGE_SHIFT;
  } else if (error === 0) {
    if ((flags & MREMAP_MAYMOVE) === 0) error = -ENOMEM;
    else if (!user_range_ok(new_address, new_length) || new_length < old_length) error = -EINVAL;
    else if ((flags & MREMAP_DONTUNMAP) !== 0 && new_length !== old_length) error = -EINVAL;
    else if (!range_is_free(mm, new_address, new_length)) error = -EEXIST;
    else return move_vma(vma, address, old_length, new_length, new_address, flags);
  }
  mmap_write_downgrade(mm);
  return error;
}

/**
 * The system call. [address, address + old_length) becomes new_length long: where it is, if there is room, else (MREMAP_MAYMOVE) at
 * `new_address`; always there with MREMAP_FIXED and MREMAP_DONTUNMAP, which need MREMAP_MAYMOVE. Returns 0, -EINVAL, -EFAULT (no one VMA has all of it), -ENOMEM,
 * -EEXIST (something is mapped there) or -EINTR.
 */
function mremap(mm: mm_struct, address: ulong, old_length: ulong, new_length: ulong, flags: ulong, new_address: ulong): int {
  const started = latency_start();
  tracepoint('mremap:begin', address, new_address);
  count_event('MREMAP');
  let error = mmap_write_lock_killable(mm);
  if (error === 0) {
    error = do_mremap(mm, address, old_length, new_length, flags, new_address);
    mmap_read_unlock(mm);
  }
  tracepoint('mremap:end', address, error);
  latency_end('mremap', started);
  return error;
}
