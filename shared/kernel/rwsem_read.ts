/** How a reader waits. After kernel/locking/rwsem.c (Linux 6.2). */

/**
 * Goes on where rwsem_read_trylock failed: `count` is what it returned, and this task's RWSEM_READER_BIAS is part of it.
 * Returns with the lock held, or, only if `killable`, false: a fatal signal came first.
 */
function rwsem_down_read_slowpath(sem: rw_semaphore, count: int, killable: boolean): boolean {
  count_event('RWSEM_READ_SLOW');
  if (rwsem_read_steal(sem, count)) return true;

  const waiter = local<rwsem_waiter>();
  const wake_q = local<wake_q_head>();
  rwsem_init_waiter(waiter, RWSEM_WAITING_FOR_READ);

  let adjustment = -RWSEM_READER_BIAS;
  spin_lock(sem.wait_lock);
  if (list_empty(sem.wait_list)) {
    // Nobody waits and no writer is in: the bias added before is the lock.
    if ((atomic_read_acquire(sem.count) & RWSEM_WRITER_LOCKED) === 0) {
      spin_unlock(sem.wait_lock);
      rwsem_set_reader_owned(sem);
      return true;
    }
    adjustment += RWSEM_FLAG_WAITERS;
  }
  rwsem_add_waiter(sem, waiter);
  // From here this task waits, and is no longer counted.
  rwsem_cond_wake_waiter(sem, atomic_add_return(adjustment, sem.count), wake_q);
  spin_unlock(sem.wait_lock);
  wake_up_q(wake_q);

  // Until the lock is given to us.
  for (;;) {
    set_current_state(TASK_UNINTERRUPTIBLE);
    if (smp_load_acquire(waiter.task) === NULL) break;
    if (signal_pending_state(killable)) {
      spin_lock(sem.wait_lock);
      if (waiter.task !== NULL) {
        rwsem_del_wake_waiter(sem, waiter);
        __set_current_state(TASK_RUNNING);
        return false;
      }
      // It was given to us meanwhile, so we have to take it.
      spin_unlock(sem.wait_lock);
      break;
    }
    schedule();
  }
  __set_current_state(TASK_RUNNING);
  return true;
}

/** Reader lock stealing: past the waiters, when neither writer nor handoff forbids it. Returns whether the lock is held. */
function rwsem_read_steal(sem: rw_semaphore, count: int): boolean {
  const readers = count >> RWSEM_READER_SHIFT;
  // No stream of readers past a sleeping writer: not while other readers seem to hold the lock.
  if (readers > 1 && (count & RWSEM_WRITER_LOCKED) === 0 && rwsem_test_oflags(sem, RWSEM_READER_OWNED)) return false;
  if ((count & (RWSEM_WRITER_LOCKED | RWSEM_FLAG_HANDOFF)) !== 0) return false;

  rwsem_set_reader_owned(sem);
  count_event('RWSEM_STEAL');
  // The first reader in takes the waiting readers with it.
  if (readers === 1 && (count & RWSEM_FLAG_WAITERS) !== 0) rwsem_downgrade_wake(sem);
  return true;
}
