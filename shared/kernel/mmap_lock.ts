/*
 * The lock of an address space. After include/linux/mmap_lock.h with patch 12/41 of the per-VMA lock series applied:
 * releasing or downgrading the write lock first drops the write locks of all VMAs.
 *
 * down_read and down_write are opened up into their fast and slow halves, so that waiting shows on the timeline.
 */

function mmap_init_lock(mm: mm_struct): void {
  init_rwsem(mm.mmap_lock);
}

function mmap_assert_locked(mm: mm_struct): void {
  VM_BUG_ON_MM(!rwsem_is_locked(mm.mmap_lock), mm);
}

/** Held for write by the running task. */
function mmap_assert_write_locked(mm: mm_struct): void {
  VM_BUG_ON_MM(!rwsem_is_write_owned(mm.mmap_lock), mm);
}

function mmap_read_lock(mm: mm_struct): void {
  might_sleep();
  if (CONFIG_MMAP_LOCK_ATOMIC) {
    atomic_down_read(mm.mmap_lock);
  } else {
    const count = rwsem_read_trylock(mm.mmap_lock);
    if (unlikely((count & RWSEM_READ_FAILED_MASK) !== 0)) mmap_read_lock_wait(mm, count, false);
  }
  tracepoint('mmap_lock.read:begin', mm);
}

/** Returns 0, or -EINTR without the lock. */
function mmap_read_lock_killable(mm: mm_struct): int {
  might_sleep();
  // In one step, nobody is seen waiting that a signal could find.
  if (CONFIG_FATAL_SIGNALS === 0 || CONFIG_MMAP_LOCK_ATOMIC) {
    mmap_read_lock(mm);
    return 0;
  }
  const count = rwsem_read_trylock(mm.mmap_lock);
  if ((count & RWSEM_READ_FAILED_MASK) !== 0 && !mmap_read_lock_wait(mm, count, true)) return -EINTR;
  tracepoint('mmap_lock.read:begin', mm);
  return 0;
}

function mmap_read_lock_wait(mm: mm_struct, count: int, killable: boolean): boolean {
  const start = latency_start();
  tracepoint('mmap_lock.wait:begin', mm);
  const locked = rwsem_down_read_slowpath(mm.mmap_lock, count, killable);
  tracepoint('mmap_lock.wait:end', mm);
  latency_end('mmap_lock.read_wait', start);
  return locked;
}

function mmap_read_trylock(mm: mm_struct): boolean {
  if (!(CONFIG_MMAP_LOCK_ATOMIC ? atomic_down_read_trylock(mm.mmap_lock) : down_read_trylock(mm.mmap_lock))) return false;
  tracepoint('mmap_lock.read:begin', mm);
  return true;
}

function mmap_read_unlock(mm: mm_struct): void {
  tracepoint('mmap_lock.read:end', mm);
  if (CONFIG_MMAP_LOCK_ATOMIC) atomic_up_read(mm.mmap_lock);
  else up_read(mm.mmap_lock);
}

function mmap_write_lock(mm: mm_struct): void {
  might_sleep();
  if (CONFIG_MMAP_LOCK_ATOMIC) atomic_down_write(mm.mmap_lock);
  else if (unlikely(!rwsem_write_trylock(mm.mmap_lock))) mmap_write_lock_wait(mm, false);
  mm_lock_seqcount_begin(mm);
  tracepoint('mmap_lock.write:begin', mm);
}

/** Returns 0, or -EINTR without the lock. */
function mmap_write_lock_killable(mm: mm_struct): int {
  might_sleep();
  // In one step, nobody is seen waiting that a signal could find.
  if (CONFIG_FATAL_SIGNALS === 0 || CONFIG_MMAP_LOCK_ATOMIC) {
    mmap_write_lock(mm);
    return 0;
  }
  if (!rwsem_write_trylock(mm.mmap_lock) && !mmap_write_lock_wait(mm, true)) return -EINTR;
  mm_lock_seqcount_begin(mm);
  tracepoint('mmap_lock.write:begin', mm);
  return 0;
}

function mmap_write_lock_wait(mm: mm_struct, killable: boolean): boolean {
  const start = latency_start();
  tracepoint('mmap_lock.wait:begin', mm);
  const locked = rwsem_down_write_slowpath(mm.mmap_lock, killable);
  tracepoint('mmap_lock.wait:end', mm);
  latency_end('mmap_lock.write_wait', start);
  return locked;
}

function mmap_write_unlock(mm: mm_struct): void {
  vma_write_unlock_mm(mm);
  tracepoint('mmap_lock.write:end', mm);
  if (CONFIG_MMAP_LOCK_ATOMIC) atomic_up_write(mm.mmap_lock);
  else up_write(mm.mmap_lock);
}

function mmap_write_downgrade(mm: mm_struct): void {
  vma_write_unlock_mm(mm);
  tracepoint('mmap_lock.write:end', mm);
  if (CONFIG_MMAP_LOCK_ATOMIC) atomic_downgrade_write(mm.mmap_lock);
  else downgrade_write(mm.mmap_lock);
  tracepoint('mmap_lock.read:begin', mm);
}
