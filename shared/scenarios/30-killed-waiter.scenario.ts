/**
 * A task that is killed while it waits for a semaphore takes somebody's wake-up with
 * it.
 *
 * Whoever releases the semaphore wakes the first in line, and no one else. If that one
 * has been killed meanwhile, it leaves the line and wants nothing any more. So it has
 * to pass the wake-up on: the lock may be free, and nobody else will look at the line
 * again.
 *
 * Explored, one fatal signal may arrive (`FATAL_SIGNALS=1`): violates L1, a reader
 * sleeps for ever beside a free lock. With `FIXED=y` it is verified. Live, the window
 * is narrow: the signal must be found between the wake-up and the next attempt.
 */
scenario({
  title: 'A killed waiter that wakes nobody',
  config: { RWSEM_SPIN_ON_OWNER: false, FATAL_SIGNALS: 1 },
});

/** The kernel as it is. */
const FIXED = config('FIXED', false);

let sem: Embedded<rw_semaphore>;
let held: boolean;

/** Held when the threads start. */
setup(() => {
  init_rwsem(sem);
  down_write(sem);
  held = true;
});

/** Whether others still wait: who says no wakes nobody. */
override(rwsem_del_waiter, (sem: rw_semaphore, waiter: rwsem_waiter): boolean => {
  list_del(waiter.list);
  if (likely(!list_empty(sem.wait_list))) return FIXED;
  atomic_andnot(RWSEM_FLAG_HANDOFF | RWSEM_FLAG_WAITERS, sem.count);
  return false;
});

thread('holder', () => {
  if (!held) down_write(sem);
  held = false;
  up_write(sem);
});

thread('killed', () => {
  if (down_write_killable(sem) === 0) up_write(sem);
});

thread('reader', () => {
  down_read(sem);
  up_read(sem);
});

teardown(() => {
  assert(atomic_read(sem.count) === RWSEM_UNLOCKED_VALUE, 'no lock is held, and no flag is left behind');
});
