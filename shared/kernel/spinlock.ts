/**
 * Spin locks. The interface of include/linux/spinlock.h; a test-and-set lock instead of the kernel's queue, since
 * waiters here are threads that the host may preempt: `spin_cmpxchg_acquire` lets them sleep when the wait is long.
 */

interface spinlock_t {
  /** 1 while held. */
  locked: int;
}

function spin_lock_init(lock: spinlock_t): void {
  lock.locked = 0;
}

function spin_lock(lock: spinlock_t): void {
  spin_cmpxchg_acquire(lock.locked, 0, 1);
}

function spin_unlock(lock: spinlock_t): void {
  smp_store_release(lock.locked, 0);
}
