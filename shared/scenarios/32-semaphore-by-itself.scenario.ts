/**
 * rw_semaphore by itself: readers and writers that sleep, are woken, steal the lock and
 * hand it over.
 *
 * What larger scenarios take for granted of mmap_lock (MMAP_LOCK_ATOMIC): a writer is
 * alone, readers see nothing half done, and whoever waits is let in. Every access of
 * the semaphore, of its wait list and of the tasks' states is a step here.
 *
 * Explored: verified. With `FORGETS_WAKE_UP=y` the wake-up after a release is left out,
 * and somebody sleeps for ever: L1.
 */
scenario({
  title: 'The semaphore by itself',
  config: { RWSEM_SPIN_ON_OWNER: false },
});

const READERS = config('READERS', 1);
const WRITERS = config('WRITERS', 2);
const FORGETS_WAKE_UP = config('FORGETS_WAKE_UP', false);

override(rwsem_wake_type, (sem: rw_semaphore, wake_type: int): void => {
  const wake_q = local<wake_q_head>();
  spin_lock(sem.wait_lock);
  if (!list_empty(sem.wait_list)) rwsem_mark_wake(sem, wake_type, wake_q);
  spin_unlock(sem.wait_lock);
  if (!FORGETS_WAKE_UP) wake_up_q(wake_q);
});

let sem: Embedded<rw_semaphore>;
let a: int;
let b: int;

setup(() => {
  init_rwsem(sem);
});

thread('writer', { instances: WRITERS }, () => {
  down_write(sem);
  a++;
  b++;
  if (this_instance() === 0) {
    downgrade_write(sem);
    assert(a === b, 'nobody writes while it is held for read');
    up_read(sem);
  } else {
    up_write(sem);
  }
});

thread('reader', { instances: READERS }, () => {
  down_read(sem);
  assert(a === b, 'no writer is half-way');
  up_read(sem);
});

teardown(() => {
  assert(atomic_read(sem.count) === RWSEM_UNLOCKED_VALUE, 'no lock is held, and no flag is left behind');
});
