/**
 * The lock of those who spin for a semaphore: only one does so at a time, the others spin here. After
 * kernel/locking/osq_lock.c (Linux 6.2), as a test-and-set word: who comes next is not first come, first served.
 */

interface optimistic_spin_queue {
  /** 1 while somebody holds the lock. */
  tail: int;
}

/** False when the time slice ended first. */
function osq_lock(lock: optimistic_spin_queue, slice: uint): boolean {
  while (cmpxchg_acquire(lock.tail, 0, 1) !== 0) {
    while (READ_ONCE(lock.tail) !== 0) {
      if (need_resched(slice)) return false;
      cpu_relax();
    }
  }
  return true;
}

function osq_unlock(lock: optimistic_spin_queue): void {
  smp_store_release(lock.tail, 0);
}
