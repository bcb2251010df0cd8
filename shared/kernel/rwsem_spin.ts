/*
 * Optimistic spinning: a writer that does not sleep while the owner runs, since the lock will soon be free. After
 * kernel/locking/rwsem.c (Linux 6.2). A spinner takes a free lock past the queue.
 */

const OWNER_NULL = 1;
const OWNER_WRITER = 2;
const OWNER_READER = 4;
const OWNER_NONSPINNABLE = 8;

/** Readers beyond this number do not make a spinner more patient. */
const RWSEM_SPIN_READERS_MAX = 30;

function rwsem_owner_state(owner: int): int {
  if ((owner & RWSEM_NONSPINNABLE) !== 0) return OWNER_NONSPINNABLE;
  if ((owner & RWSEM_READER_OWNED) !== 0) return OWNER_READER;
  return owner !== 0 ? OWNER_WRITER : OWNER_NULL;
}

function owner_on_cpu(owner: int): boolean {
  return READ_ONCE(rwsem_owner_task(owner).on_cpu) !== 0;
}

/** Whether spinning has a chance. A reader named as owner may be long gone, so it does not matter whether it runs. */
function rwsem_can_spin_on_owner(sem: rw_semaphore): boolean {
  const owner = atomic_read(sem.owner);
  const state = rwsem_owner_state(owner);
  return state !== OWNER_NONSPINNABLE && (state !== OWNER_WRITER || owner_on_cpu(owner));
}

/** Waits while the same writer owns the lock and runs. Returns what came after it. */
function rwsem_spin_on_owner(sem: rw_semaphore, slice: uint): int {
  const owner = atomic_read(sem.owner);
  let state = rwsem_owner_state(owner);
  while (state === OWNER_WRITER) {
    const now = atomic_read(sem.owner);
    if (now !== owner) return rwsem_owner_state(now);
    if (need_resched(slice) || !owner_on_cpu(owner)) state = OWNER_NONSPINNABLE;
    else cpu_relax();
  }
  return state;
}

/** For the waiter that the lock is to be handed to: whether a writer that ran has just released it. */
function rwsem_owner_is_gone(sem: rw_semaphore): boolean {
  if (!CONFIG_RWSEM_SPIN_ON_OWNER) return false;
  return rwsem_spin_on_owner(sem, time_slice()) === OWNER_NULL;
}

/** Takes a free lock without queueing, unless it is to be handed to somebody. */
function rwsem_try_write_lock_unqueued(sem: rw_semaphore): boolean {
  let count = atomic_read(sem.count);
  while ((count & (RWSEM_LOCK_MASK | RWSEM_FLAG_HANDOFF)) === 0) {
    const seen = atomic_cmpxchg_acquire(sem.count, count, count | RWSEM_WRITER_LOCKED);
    if (seen === count) {
      rwsem_set_owner(sem);
      return true;
    }
    count = seen;
  }
  return false;
}

/** How long to spin on readers: whether they run is not known, so (10 + readers / 2) µs, 25 at most. */
function rwsem_rspin_threshold(sem: rw_semaphore): uint {
  let readers = atomic_read(sem.count) >> RWSEM_READER_SHIFT;
  if (readers > RWSEM_SPIN_READERS_MAX) readers = RWSEM_SPIN_READERS_MAX;
  return deadline_after_us(10 + (readers >> 1));
}

/** Returns whether the lock was got. */
function rwsem_optimistic_spin(sem: rw_semaphore): boolean {
  const slice = time_slice();
  if (!osq_lock(sem.osq, slice)) return false;

  let taken = false;
  let prev_owner_state: int = OWNER_NULL;
  let rspin_threshold: uint = 0;
  for (;;) {
    const owner_state = rwsem_spin_on_owner(sem, slice);
    if (owner_state === OWNER_NONSPINNABLE) break;

    taken = rwsem_try_write_lock_unqueued(sem);
    if (taken) break;

    if (owner_state === OWNER_READER) {
      if (prev_owner_state !== OWNER_READER) {
        // A phase of readers begins.
        if (rwsem_test_oflags(sem, RWSEM_NONSPINNABLE)) break;
        rspin_threshold = rwsem_rspin_threshold(sem);
      } else if (deadline_passed(rspin_threshold)) {
        rwsem_set_nonspinnable(sem);
        break;
      }
    }
    // A running writer is worth the wait; anything else only as long as the slice lasts.
    if (owner_state !== OWNER_WRITER && need_resched(slice)) break;
    prev_owner_state = owner_state;
    cpu_relax();
  }
  osq_unlock(sem.osq);
  if (taken) count_event('RWSEM_SPIN');
  return taken;
}
