/**
 * Stacks: a mapping with VM_GROWSDOWN begins lower as soon as somebody touches the gap below it. After mm/memory.c and mm/mmap.c
 * (Linux 6.5), with CONFIG_LOCK_MM_AND_FIND_VMA.
 *
 * ```
 *   prev ─┤   gap   ├─ stack ─┤         A fault in the gap finds no VMA (VMA_LOCK_ABORT), and none under mmap_lock for read either. It lets
 *   prev ─┤     ├─── stack ───┤         that go, takes it for write, looks again, marks, grows, and downgrades.
 * ```
 * The stack takes the whole gap up to `address` at once, and leaves no guard gap above `prev`. (The kernel leaves 256 pages, and has limits.)
 */

/** The stack that would have to grow for `address` to be in it, or NULL. Under mmap_lock. */
function find_stack_above(mm: mm_struct, address: ulong): vm_area_struct {
  const vma = find_vma(mm, address);
  return vma !== NULL && (vma.vm_flags & VM_GROWSDOWN) !== 0 && address >= PAGE_SIZE ? vma : NULL;
}

/** Lets `vma` begin at the page of `address`, which no VMA holds. Needs mmap_lock for write. Returns 0 or -ENOMEM. */
function expand_downwards(vma: vm_area_struct, address: ulong): int {
  const mm = vma.vm_mm;
  const start = address & ~(PAGE_SIZE - 1);
  // Before the first field changes. Under mmap_lock for read there would be nobody to mark it against: scenario 33.
  vma_write_lock(vma);
  const error = mtree_store_range(mm.mm_mt, start, vma.vm_end - 1, vma);
  if (error !== 0) return error;
  mm.total_vm += (vma.vm_start - start) >> PAGE_SHIFT;
  vma.vm_start = start;
  tracepoint('stack.grow', start, vma);
  return 0;
}

/** For a fault that has found no VMA at `address`: makes the stack above it grow, if there is one. Needs mmap_lock for write (the kernel's expand_stack_locked; its expand_stack changes the locks, too). Returns 0 or -ENOMEM. */
function expand_stack(mm: mm_struct, address: ulong): int {
  // Another thread may have done it, or unmapped the stack, while nobody held the lock.
  if (vma_lookup(mm, address) !== NULL) return 0;
  const vma = find_stack_above(mm, address);
  if (vma === NULL) return 0;
  count_event('EXPAND_STACK');
  return expand_downwards(vma, address);
}

/**
 * The VMA that holds `address`, after its stack has grown where need be, or NULL. Called with mmap_lock held for read; returns holding
 * it for read, but for the time in between. (The kernel's lock_mm_and_find_vma, after its first look.)
 */
function find_vma_expanding_stack(mm: mm_struct, address: ulong): vm_area_struct {
  const vma = vma_lookup(mm, address);
  if (vma !== NULL || find_stack_above(mm, address) === NULL) return vma;
  mmap_read_unlock(mm);
  mmap_write_lock(mm);
  expand_stack(mm, address);
  mmap_write_downgrade(mm);
  return vma_lookup(mm, address);
}
