/*
 * Sleeping reader/writer semaphore: its words and its fast paths. After kernel/locking/rwsem.c (Linux 6.2), with the
 * 32-bit layout of `count`:
 *
 * ```
 *   31         30 … 8     7 … 3      2         1         0
 *   READFAIL   readers    reserved   HANDOFF   WAITERS   WRITER_LOCKED
 * ```
 *
 * Slow paths: rwsem_read.ts, rwsem_write.ts; spinning: rwsem_spin.ts; waking: rwsem_wake.ts; owner: rwsem_owner.ts.
 */

const RWSEM_UNLOCKED_VALUE = 0;
const RWSEM_WRITER_LOCKED = 1 << 0;
/** The wait list is not empty: new readers fail, unlockers wake. */
const RWSEM_FLAG_WAITERS = 1 << 1;
/** The first waiter has waited too long: nobody may steal the lock any more. */
const RWSEM_FLAG_HANDOFF = 1 << 2;
/** Too many readers. */
const RWSEM_FLAG_READFAIL = 1 << 31;

const RWSEM_READER_SHIFT = 8;
const RWSEM_READER_BIAS = 1 << RWSEM_READER_SHIFT;
const RWSEM_READER_MASK = ~(RWSEM_READER_BIAS - 1);
const RWSEM_LOCK_MASK = RWSEM_WRITER_LOCKED | RWSEM_READER_MASK;
const RWSEM_READ_FAILED_MASK = RWSEM_WRITER_LOCKED | RWSEM_FLAG_WAITERS | RWSEM_FLAG_HANDOFF | RWSEM_FLAG_READFAIL;

interface rw_semaphore {
  count: Embedded<atomic_t>;
  /** The writer, or the last reader to get in: a task with flags (rwsem_owner.ts). */
  owner: Embedded<atomic_t>;
  /** Writers that spin for the lock. */
  osq: Embedded<optimistic_spin_queue>;
  /** Protects the wait list and its waiters. */
  wait_lock: Embedded<spinlock_t>;
  /** rwsem_waiter, first come first. */
  wait_list: Embedded<list_head>;
}

function init_rwsem(sem: rw_semaphore): void {
  atomic_set(sem.count, RWSEM_UNLOCKED_VALUE);
  atomic_set(sem.owner, 0);
  sem.osq.tail = 0;
  spin_lock_init(sem.wait_lock);
  INIT_LIST_HEAD(sem.wait_list);
}

/** Whether it is held, or somebody waits for it: as in the kernel, any bit of `count` says so. */
function rwsem_is_locked(sem: rw_semaphore): boolean {
  return atomic_read(sem.count) !== RWSEM_UNLOCKED_VALUE;
}

/**
 * The fast half of down_read: counts this task as a reader. Unless the result has a bit of RWSEM_READ_FAILED_MASK the
 * lock is held; otherwise rwsem_down_read_slowpath must go on from that result.
 */
function rwsem_read_trylock(sem: rw_semaphore): int {
  const count = atomic_add_return_acquire(RWSEM_READER_BIAS, sem.count);
  if ((count & RWSEM_READ_FAILED_MASK) === 0) rwsem_set_reader_owned(sem);
  else if (count < 0) rwsem_set_nonspinnable(sem);
  return count;
}

function down_read(sem: rw_semaphore): void {
  might_sleep();
  const count = rwsem_read_trylock(sem);
  if (unlikely((count & RWSEM_READ_FAILED_MASK) !== 0)) rwsem_down_read_slowpath(sem, count, false);
}

/** Returns 0, or -EINTR without the lock. */
function down_read_killable(sem: rw_semaphore): int {
  might_sleep();
  const count = rwsem_read_trylock(sem);
  if (unlikely((count & RWSEM_READ_FAILED_MASK) !== 0) && !rwsem_down_read_slowpath(sem, count, true)) return -EINTR;
  return 0;
}

function down_read_trylock(sem: rw_semaphore): boolean {
  let count = atomic_read(sem.count);
  while ((count & RWSEM_READ_FAILED_MASK) === 0) {
    const seen = atomic_cmpxchg_acquire(sem.count, count, count + RWSEM_READER_BIAS);
    if (seen === count) {
      rwsem_set_reader_owned(sem);
      return true;
    }
    count = seen;
  }
  return false;
}

/** The fast half of down_write, and all of down_write_trylock. */
function rwsem_write_trylock(sem: rw_semaphore): boolean {
  const seen = atomic_cmpxchg_acquire(sem.count, RWSEM_UNLOCKED_VALUE, RWSEM_WRITER_LOCKED);
  if (seen !== RWSEM_UNLOCKED_VALUE) return false;
  rwsem_set_owner(sem);
  return true;
}

function down_write(sem: rw_semaphore): void {
  might_sleep();
  if (unlikely(!rwsem_write_trylock(sem))) rwsem_down_write_slowpath(sem, false);
}

/** Returns 0, or -EINTR without the lock. */
function down_write_killable(sem: rw_semaphore): int {
  might_sleep();
  if (unlikely(!rwsem_write_trylock(sem)) && !rwsem_down_write_slowpath(sem, true)) return -EINTR;
  return 0;
}

function down_write_trylock(sem: rw_semaphore): boolean {
  return rwsem_write_trylock(sem);
}

/**
 * Releases in the first access; whoever is to be woken is woken after. In between a writer that sees no reader left can
 * take the lock by itself, and may free the object that the semaphore lies in: `sem` is then freed memory.
 */
function up_read(sem: rw_semaphore): void {
  const count = atomic_add_return_release(-RWSEM_READER_BIAS, sem.count);
  assert(count >= 0, 'up_read of a semaphore that nobody holds for read');
  if (unlikely((count & (RWSEM_LOCK_MASK | RWSEM_FLAG_WAITERS)) === RWSEM_FLAG_WAITERS)) {
    clear_nonspinnable(sem);
    rwsem_wake(sem);
  }
}

function up_write(sem: rw_semaphore): void {
  rwsem_clear_owner(sem);
  const old = atomic_fetch_add_release(-RWSEM_WRITER_LOCKED, sem.count);
  assert((old & RWSEM_WRITER_LOCKED) !== 0, 'up_write of a semaphore that nobody holds for write');
  if ((old & RWSEM_FLAG_WAITERS) !== 0) rwsem_wake(sem);
}

/** From writer to reader, without a moment in which another writer could get in; waiting readers join. */
function downgrade_write(sem: rw_semaphore): void {
  const old = atomic_fetch_add_release(-RWSEM_WRITER_LOCKED + RWSEM_READER_BIAS, sem.count);
  assert((old & RWSEM_WRITER_LOCKED) !== 0, 'downgrade_write of a semaphore that nobody holds for write');
  rwsem_set_reader_owned(sem);
  if ((old & RWSEM_FLAG_WAITERS) !== 0) rwsem_downgrade_wake(sem);
}
