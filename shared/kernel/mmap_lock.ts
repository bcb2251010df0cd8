/**
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
  const count = rwsem_read_trylock(mm.mmap_lock);
  if (unlikely((count & RWSEM_READ_FAILED_MASK) !== 0)) mmap_read_lock_wait(mm, count);
  tracepoint('mmap_lock.read:begin', mm);
}

function mmap_read_lock_wait(mm: mm_struct, count: int): void {
  const start = latency_start();
  tracepoint('mmap_lock.wait:begin', mm);
  rwsem_down_read_slowpath(mm.mmap_lock, count);
  tracepoint('mmap_lock.wait:end', mm);
  latency_end('mmap_lock.read_wait', start);
}

function mmap_read_trylock(mm: mm_struct): boolean {
  if (!down_read_trylock(mm.mmap_lock)) return false;
  tracepoint('mmap_lock.read:begin', mm);
  return true;
}

function mmap_read_unlock(mm: mm_struct): void {
  tracepoint('mmap_lock.read:end', mm);
  up_read(mm.mmap_lock);
}

function mmap_write_lock(mm: mm_struct): void {
  if (unlikely(!rwsem_write_trylock(mm.mmap_lock))) mmap_write_lock_wait(mm);
  tracepoint('mmap_lock.write:begin', mm);
}

function mmap_write_lock_wait(mm: mm_struct): void {
  const start = latency_start();
  tracepoint('mmap_lock.wait:begin', mm);
  rwsem_down_write_slowpath(mm.mmap_lock);
  tracepoint('mmap_lock.wait:end', mm);
  latency_end('mmap_lock.write_wait', start);
}

function mmap_write_unlock(mm: mm_struct): void {
  vma_write_unlock_mm(mm);
  tracepoint('mmap_lock.write:end', mm);
  up_write(mm.mmap_lock);
}

function mmap_write_downgrade(mm: mm_struct): void {
  vma_write_unlock_mm(mm);
  tracepoint('mmap_lock.write:end', mm);
  downgrade_write(mm.mmap_lock);
  tracepoint('mmap_lock.read:begin', mm);
}
