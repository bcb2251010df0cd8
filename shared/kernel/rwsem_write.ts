/** How a writer waits. After kernel/locking/rwsem.c (Linux 6.2). */

/** Returns with the lock held, or, only if `killable`, false: a fatal signal came first. */
function rwsem_down_write_slowpath(sem: rw_semaphore, killable: boolean): boolean {
  count_event('RWSEM_WRITE_SLOW');
  if (CONFIG_RWSEM_SPIN_ON_OWNER && rwsem_can_spin_on_owner(sem) && rwsem_optimistic_spin(sem)) return true;

  const waiter = local<rwsem_waiter>();
  rwsem_init_waiter(waiter, RWSEM_WAITING_FOR_WRITE);

  spin_lock(sem.wait_lock);
  rwsem_add_waiter(sem, waiter);
  if (rwsem_first_waiter(sem) === waiter) {
    // Shuts new readers out, and makes whoever releases the lock wake us.
    atomic_or(RWSEM_FLAG_WAITERS, sem.count);
  } else {
    rwsem_wake_others(sem);
  }

  set_current_state(TASK_UNINTERRUPTIBLE);
  while (!rwsem_try_write_lock(sem, waiter)) {
    spin_unlock(sem.wait_lock);
    if (signal_pending_state(killable)) {
      __set_current_state(TASK_RUNNING);
      spin_lock(sem.wait_lock);
      rwsem_del_wake_waiter(sem, waiter);
      return false;
    }
    // The lock is to be handed to us: if its owner is about to release it, do not sleep now.
    if (!(waiter.handoff_set && rwsem_owner_is_gone(sem))) {
      schedule();
      set_current_state(TASK_UNINTERRUPTIBLE);
    }
    spin_lock(sem.wait_lock);
  }
  __set_current_state(TASK_RUNNING);
  spin_unlock(sem.wait_lock);
  return true;
}

/** For a writer that has queued behind others: wakes them if they can run. Drops wait_lock for the wake-ups. */
function rwsem_wake_others(sem: rw_semaphore): void {
  const wake_q = local<wake_q_head>();
  rwsem_cond_wake_waiter(sem, atomic_read(sem.count), wake_q);
  if (wake_q.first === NULL) return;
  spin_unlock(sem.wait_lock);
  wake_up_q(wake_q);
  spin_lock(sem.wait_lock);
}

/**
 * Tries to take the lock for a queued writer, or, once it has waited for too long, asks for the handoff. Under
 * wait_lock. Returns whether the lock is held; the waiter is then off the list.
 */
function rwsem_try_write_lock(sem: rw_semaphore, waiter: rwsem_waiter): boolean {
  const first = rwsem_first_waiter(sem);
  let count = atomic_read(sem.count);
  for (;;) {
    const has_handoff = (count & RWSEM_FLAG_HANDOFF) !== 0;
    // Only the waiter that set the handoff may have the lock.
    if (has_handoff && first.handoff_set && waiter !== first) return false;

    let value = count;
    if ((count & RWSEM_LOCK_MASK) !== 0) {
      if (has_handoff || !deadline_passed(waiter.timeout)) return false;
      value |= RWSEM_FLAG_HANDOFF;
    } else {
      value |= RWSEM_WRITER_LOCKED;
      value &= ~RWSEM_FLAG_HANDOFF;
      if (list_is_singular(sem.wait_list)) value &= ~RWSEM_FLAG_WAITERS;
    }
    const seen = atomic_cmpxchg_acquire(sem.count, count, value);
    if (seen === count) {
      count = value;
      break;
    }
    count = seen;
  }

  if ((count & RWSEM_FLAG_HANDOFF) !== 0) {
    // Whoever asked, it is the first in line that gets it.
    first.handoff_set = true;
    count_event('RWSEM_HANDOFF');
    return false;
  }
  list_del(waiter.list);
  rwsem_set_owner(sem);
  return true;
}
