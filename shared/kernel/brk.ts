/** brk: the heap, one mapping that ends where the program says. After mm/mmap.c. */

/** An empty heap at `start`, as exec leaves it. For setup. */
function set_brk(mm: mm_struct, start: ulong): void {
  mm.start_brk = start;
  mm.brk = start;
}

/** From [start_brk, old) to [start_brk, end). Called with mmap_lock held for write; returns with it held for read. Returns as brk does. */
function do_brk(mm: mm_struct, end: ulong): int {
  const old = mm.brk;
  if (end < mm.start_brk || ((end | old) & (PAGE_SIZE - 1)) !== 0) {
    mmap_write_downgrade(mm);
    return -EINVAL;
  }
  let error = 0;
  if (end < old) {
    // Before munmap downgrades, for whoever has mmap_lock for read then.
    mm.brk = end;
    error = do_munmap_downgrade(mm, end, old - end);
    // Held for read by now, but another brk would need it for write. (The kernel's munmap does not downgrade when it fails.)
    if (error !== 0) mm.brk = old;
    return error;
  }
  if (end > old) error = mmap_region(mm, old, end - old, VM_READ | VM_WRITE);
  if (error === 0) mm.brk = end;
  mmap_write_downgrade(mm);
  return error;
}

/** The system call: the heap ends at `end` from now on. Returns 0, -EINVAL, -EEXIST, -ENOMEM or -EINTR. */
function brk(mm: mm_struct, end: ulong): int {
  const started = latency_start();
  tracepoint('brk:begin', end);
  count_event('BRK');
  let error = mmap_write_lock_killable(mm);
  if (error === 0) {
    error = do_brk(mm, end);
    mmap_read_unlock(mm);
  }
  tracepoint('brk:end', end, error);
  latency_end('brk', started);
  return error;
}
