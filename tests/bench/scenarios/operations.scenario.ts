/**
 * Every operation that the kernel has, mixed, by threads that do one after the other: faults anywhere, and changes of the address space.
 * Each thread changes only a range of its own, so it knows what must be mapped there; the ranges touch, so VMAs grow together across
 * them and come apart again. Heap, stack and children belong to all.
 */
scenario({
  title: 'Benchmark: mixed operations', cores: 4, heap_kb: 262144,
  config: { ANON_VMA: true, LOCK_MM_AND_FIND_VMA: true, NUMA: true, USERFAULTFD: true },
});

const THREADS = config('THREADS', 4);
/** One operation in so many is no fault. */
const CHANGES = config('CHANGES', 4);

const PAGES = 24;
/** What mremap moves, the middle of a range; and where to, its end. */
const MOVED_PAGES = 8;
const MOVED = MOVED_PAGES * PAGE_SIZE;
const HOME = 8 * PAGE_SIZE;
const AWAY = 16 * PAGE_SIZE;
const LENGTH = PAGES * PAGE_SIZE;
const BASE = 0x100000;
const ALL = THREADS * LENGTH;

const HEAP = 0x8000000;
const HEAP_PAGES = 32;
const STACK_PAGES = 32;
/** Below all else: a stack grows over any gap. */
const STACK_BOTTOM = 0x60000;
const STACK_TOP = STACK_BOTTOM + STACK_PAGES * PAGE_SIZE;

let mm: mm_struct;
let ctx: userfaultfd_ctx;

function page_of(start: ulong, pages: int): ulong {
  return start + pick(pages) * PAGE_SIZE;
}

/** Whether an operation that nothing but want of memory can keep from succeeding has done so. */
function done(error: int): boolean {
  assert(error === 0 || error === -ENOMEM, 'an operation that may be done is done, but for want of memory');
  return error === 0;
}

function fault_somewhere(): void {
  const flags = pick(2) === 0 ? 0 : FAULT_FLAG_WRITE;
  const where = pick(8);
  let address = BASE + pick(ALL);
  if (where === 0) address = HEAP + pick(HEAP_PAGES * PAGE_SIZE);
  else if (where === 1) address = STACK_BOTTOM + pick(STACK_PAGES * PAGE_SIZE);
  user_access(mm, address, flags);
}

/** Whatever was there goes, and all of it is mapped anew: nobody else is to undo that. */
function map_anew(start: ulong): void {
  if (!done(munmap(mm, start, LENGTH)) || !done(mmap(mm, start, LENGTH, VM_READ | VM_WRITE))) return;
  const fault = user_access(mm, page_of(start, PAGES), FAULT_FLAG_WRITE);
  assert(fault === 0 || fault === VM_FAULT_OOM, 'what has just been mapped can be written to');
}

function unmap_some(start: ulong): void {
  const first = pick(PAGES);
  const length = (1 + pick(PAGES - first)) * PAGE_SIZE;
  const address = start + first * PAGE_SIZE;
  if (!done(munmap(mm, address, length))) return;
  assert(user_access(mm, address, 0) !== 0, 'what has just been unmapped cannot be read');
  if (pick(4) !== 0) done(mmap(mm, address, length, VM_READ | VM_WRITE));
}

/** Splits, and with its neighbours alike again, merges. */
function protect_some(start: ulong): void {
  const first = pick(PAGES);
  const length = (1 + pick(PAGES - first)) * PAGE_SIZE;
  mprotect(mm, start + first * PAGE_SIZE, length, pick(3) === 0 ? VM_READ : VM_READ | VM_WRITE);
}

function move_some(start: ulong): void {
  const home = pick(2) === 0;
  const from = start + (home ? HOME : AWAY);
  const to = start + (home ? AWAY : HOME);
  if (!done(munmap(mm, to, MOVED))) return;
  if (pick(4) === 0) mremap(mm, from, MOVED, MOVED, MREMAP_MAYMOVE | MREMAP_DONTUNMAP, to);
  else mremap(mm, from, MOVED, MOVED, MREMAP_MAYMOVE | MREMAP_FIXED, to);
}

/** Longer or shorter where it is. */
function resize(start: ulong): void {
  mremap(mm, start, HOME, PAGE_SIZE, 0, 0);
  mremap(mm, start, PAGE_SIZE, HOME, 0, 0);
}

function fork_and_exit(): void {
  const child = fork(mm);
  if (child === NULL) return;
  for (let i = 0; i < 4; i++) user_access(child, BASE + pick(ALL), FAULT_FLAG_WRITE);
  mmput(child);
  // Now and then everything freed is waited for: RCU's thread, one of five, would else fall behind until memory is exhausted.
  if (pick(4) === 0) rcu_barrier();
}

/** Cuts the stack down, so that faults make it grow. */
function shrink_stack(): void {
  done(munmap(mm, STACK_BOTTOM, (STACK_PAGES - 1) * PAGE_SIZE));
}

function read_maps(): void {
  const line = local<maps_line>();
  let address: ulong = 0;
  while (read_next_map(mm, address, line)) {
    assert(line.end > address && line.start < line.end, 'maps are read in their order');
    address = line.end;
  }
}

function look_at_ptes(table: pte_table, start: ulong, end: ulong): void {
  spin_lock(table.ptl);
  for (let address = start; address < end; address += PAGE_SIZE) {
    const pte = pte_offset(table, address);
    if (pte.page !== NULL) assert(atomic_read(pte.page._refcount) > 0, 'what a PTE has is counted');
  }
  spin_unlock(table.ptl);
}

function walk_all(): void {
  mmap_write_lock(mm);
  if (pick(2) === 0) mm_take_all_locks(mm);
  walk_page_range(mm, BASE, BASE + ALL, PGWALK_WRLOCK, look_at_ptes);
  mm_drop_all_locks(mm);
  mmap_write_unlock(mm);
}

function lock_some(start: ulong): void {
  const address = page_of(start, PAGES - 4);
  if (pick(2) === 0) mlock(mm, address, 4 * PAGE_SIZE);
  else munlock(mm, address, 4 * PAGE_SIZE);
}

function change(start: ulong): void {
  switch (pick(16)) {
    case 0: return map_anew(start);
    case 1: return unmap_some(start);
    case 2: return protect_some(start);
    case 3: return protect_some(start);
    case 4: return move_some(start);
    case 5: return resize(start);
    case 6: {
      brk(mm, page_of(HEAP, HEAP_PAGES));
      return;
    }
    case 7: return fork_and_exit();
    case 8: return shrink_stack();
    case 9: {
      madvise_dontneed(mm, start, LENGTH);
      return;
    }
    case 10: {
      madvise_dontfork(mm, page_of(start, PAGES - 4), 4 * PAGE_SIZE, pick(2) === 0);
      return;
    }
    case 11: return lock_some(start);
    case 12: {
      mbind(mm, page_of(start, PAGES - 4), 4 * PAGE_SIZE, pick(2));
      return;
    }
    case 13: {
      userfaultfd_register(mm, pick(4) === 0 ? ctx : NULL, page_of(start, PAGES - 4), 4 * PAGE_SIZE);
      return;
    }
    case 14: {
      if (pick(2) === 0) collapse_huge_page(mm, BASE + pick(ALL));
      else walk_all();
      return;
    }
    default: return read_maps();
  }
}

setup(() => {
  mm = mm_alloc();
  ctx = userfaultfd_ctx_alloc();
  set_brk(mm, HEAP);
  mmap(mm, BASE, ALL, VM_READ | VM_WRITE);
  mmap(mm, STACK_TOP - PAGE_SIZE, PAGE_SIZE, VM_READ | VM_WRITE | VM_GROWSDOWN);
});

thread('worker', { instances: THREADS }, () => {
  if (pick(CHANGES) === 0) change(BASE + this_instance() * LENGTH);
  else fault_somewhere();
});

teardown(() => {
  mmput(mm);
  userfaultfd_ctx_put(ctx);
});
