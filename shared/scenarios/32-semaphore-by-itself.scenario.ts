/**
 * rw_semaphore by itself: readers and writers that sleep, are woken, steal the lock and hand it over.
 *
 * What larger scenarios take for granted of mmap_lock (MMAP_LOCK_ATOMIC): a writer is alone, readers see nothing half done, and whoever
 * waits is let in. Every access of the semaphore, of its wait list and of the tasks' states is a step here.
 *
 * Explored: verified. Weaken something (a `wake_up_q` less in an override of `rwsem_wake_type`) and somebody sleeps for ever: L1.
 */
scenario({
  title: 'The semaphore by itself',
  config: { RWSEM_SPIN_ON_OWNER: false },
});

const READERS = config('READERS', 1);
const WRITERS = config('WRITERS', 2);

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
