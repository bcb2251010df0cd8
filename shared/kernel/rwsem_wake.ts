/*
 * Who waits for a semaphore, and who is woken when. After kernel/locking/rwsem.c (Linux 6.2).
 *
 * Phases are fair: when a reader is first in line, all waiting readers get the lock at once, wherever they stand;
 * writers get it one by one in their order. Readers are *given* the lock before they are woken; a writer is only woken,
 * and must still win it.
 */

const RWSEM_WAITING_FOR_WRITE = 0;
const RWSEM_WAITING_FOR_READ = 1;

/** On the stack of the task that waits. */
interface rwsem_waiter {
  list: Embedded<list_head>;
  /** The task that waits. A reader's becomes NULL when it has been given the lock: the waiter is gone from then on. */
  task: task_struct;
  type: int;
  /** When the waiter may ask for a handoff. */
  timeout: uint;
  /** This waiter, being first, has set RWSEM_FLAG_HANDOFF. */
  handoff_set: boolean;
}

/** Whoever is first in line. */
const RWSEM_WAKE_ANY = 0;
/** Readers, unless a writer is first. */
const RWSEM_WAKE_READERS = 1;
/** The same, called by somebody who holds the lock for read: no writer can get in meanwhile. */
const RWSEM_WAKE_READ_OWNED = 2;

/** Most readers woken at once. */
const MAX_READERS_WAKEUP = 0x100;

/** How long a waiter lets others steal the lock, in microseconds. */
const RWSEM_WAIT_TIMEOUT_US = 4000;

function rwsem_init_waiter(waiter: rwsem_waiter, type: int): void {
  waiter.task = current();
  waiter.type = type;
  waiter.timeout = deadline_after_us(RWSEM_WAIT_TIMEOUT_US);
}

function rwsem_add_waiter(sem: rw_semaphore, waiter: rwsem_waiter): void {
  list_add_tail(waiter.list, sem.wait_list);
}

/** Takes a waiter out that goes without the lock; true when others still wait. Under wait_lock. */
function rwsem_del_waiter(sem: rw_semaphore, waiter: rwsem_waiter): boolean {
  list_del(waiter.list);
  if (likely(!list_empty(sem.wait_list))) return true;
  atomic_andnot(RWSEM_FLAG_HANDOFF | RWSEM_FLAG_WAITERS, sem.count);
  return false;
}

/**
 * Lets go of wait_lock. If the waiter was first in line, the wake-up for a release may have gone to it: so the next one is woken, who
 * may have the lock now.
 */
function rwsem_del_wake_waiter(sem: rw_semaphore, waiter: rwsem_waiter): void {
  const wake_q = local<wake_q_head>();
  const first = rwsem_first_waiter(sem) === waiter;
  if (rwsem_del_waiter(sem, waiter) && first) rwsem_mark_wake(sem, RWSEM_WAKE_ANY, wake_q);
  spin_unlock(sem.wait_lock);
  wake_up_q(wake_q);
}

/** The wait list must not be empty. */
function rwsem_first_waiter(sem: rw_semaphore): rwsem_waiter {
  return container_of<rwsem_waiter>(sem.wait_list.next, 'list');
}

/**
 * Gives the lock to waiting readers, or queues the first waiting writer for a wake-up. Under wait_lock, with waiters in
 * the list; the caller wakes `wake_q` after dropping wait_lock.
 */
function rwsem_mark_wake(sem: rw_semaphore, wake_type: int, wake_q: wake_q_head): void {
  const first = rwsem_first_waiter(sem);
  if (first.type === RWSEM_WAITING_FOR_WRITE) {
    // Until it runs, other writers may steal the lock; readers see WAITERS and queue behind it.
    if (wake_type === RWSEM_WAKE_ANY) rwsem_wake_task(sem, first.task, wake_q);
    return;
  }
  if (atomic_read(sem.count) < 0) return; // too many readers as it is
  const granted = wake_type === RWSEM_WAKE_READ_OWNED ? 0 : rwsem_grant_first_reader(sem, first);
  if (granted >= 0) rwsem_wake_readers(sem, granted, wake_q);
}

/**
 * Takes the lock for the first waiting reader, so that no writer steals it while the others are counted. Returns what
 * that added to `count`, or -1 when a writer was in already.
 */
function rwsem_grant_first_reader(sem: rw_semaphore, first: rwsem_waiter): int {
  const old = atomic_fetch_add(RWSEM_READER_BIAS, sem.count);
  if ((old & RWSEM_WRITER_LOCKED) === 0) {
    // Tells spinners early that the lock is the readers'.
    __rwsem_set_reader_owned(sem, first.task.pid);
    return RWSEM_READER_BIAS;
  }
  let undo = -RWSEM_READER_BIAS;
  if (deadline_passed(first.timeout)) {
    // Writers have stolen the lock for long enough.
    if ((old & RWSEM_FLAG_HANDOFF) === 0) {
      undo += RWSEM_FLAG_HANDOFF;
      count_event('RWSEM_HANDOFF');
    }
    first.handoff_set = true;
  }
  atomic_add(undo, sem.count);
  return -1;
}

/** Of an entry of the wait list. */
function rwsem_waits_for_read(entry: list_head): boolean {
  return container_of<rwsem_waiter>(entry, 'list').type === RWSEM_WAITING_FOR_READ;
}

/**
 * Gives the lock to every waiting reader, of whom `granted` has been added to `count` already.
 *
 * Two passes: a reader may see its cleared `task` without ever having slept, and be through up_read before the second
 * pass is; it must have been counted by then.
 */
function rwsem_wake_readers(sem: rw_semaphore, granted: int, wake_q: wake_q_head): void {
  const readers = local<list_head>();
  INIT_LIST_HEAD(readers);
  let woken = 0;
  let entry = sem.wait_list.next;
  while (entry !== sem.wait_list && woken < MAX_READERS_WAKEUP) {
    const next = entry.next;
    if (rwsem_waits_for_read(entry)) {
      list_move_tail(entry, readers);
      woken++;
    }
    entry = next;
  }

  let adjustment = woken * RWSEM_READER_BIAS - granted;
  const empty = list_empty(sem.wait_list);
  if (empty) adjustment -= RWSEM_FLAG_WAITERS;
  // Whoever asked for the handoff is served, or must ask again.
  if ((empty || woken > 0) && (atomic_read(sem.count) & RWSEM_FLAG_HANDOFF) !== 0) adjustment -= RWSEM_FLAG_HANDOFF;
  if (adjustment !== 0) atomic_add(adjustment, sem.count);
  rwsem_let_go(sem, readers, wake_q);
}

/** The second pass. */
function rwsem_let_go(sem: rw_semaphore, readers: list_head, wake_q: wake_q_head): void {
  let entry = readers.next;
  while (entry !== readers) {
    const waiter = container_of<rwsem_waiter>(entry, 'list');
    // All that is needed of the waiter, before the store that lets it go.
    entry = entry.next;
    const task = waiter.task;
    smp_store_release(waiter.task, NULL);
    rwsem_wake_task(sem, task, wake_q);
  }
}

function rwsem_wake_task(sem: rw_semaphore, task: task_struct, wake_q: wake_q_head): void {
  wake_q_add(wake_q, task);
  tracepoint('wake', task.pid, sem);
}

/** Called under wait_lock by a task that has just queued, with `count` as it then was: wakes who could run instead. */
function rwsem_cond_wake_waiter(sem: rw_semaphore, count: int, wake_q: wake_q_head): void {
  if ((count & RWSEM_WRITER_LOCKED) !== 0) return;
  if ((count & RWSEM_READER_MASK) !== 0) {
    rwsem_mark_wake(sem, RWSEM_WAKE_READERS, wake_q);
  } else {
    clear_nonspinnable(sem);
    rwsem_mark_wake(sem, RWSEM_WAKE_ANY, wake_q);
  }
}

function rwsem_wake_type(sem: rw_semaphore, wake_type: int): void {
  const wake_q = local<wake_q_head>();
  spin_lock(sem.wait_lock);
  if (!list_empty(sem.wait_list)) rwsem_mark_wake(sem, wake_type, wake_q);
  spin_unlock(sem.wait_lock);
  wake_up_q(wake_q);
}

/** After a release that left waiters. `sem` may be freed memory by now, unless the caller keeps it (up_read). */
function rwsem_wake(sem: rw_semaphore): void {
  rwsem_wake_type(sem, RWSEM_WAKE_ANY);
}

/** After a downgrade, and for a reader that got in past waiters. */
function rwsem_downgrade_wake(sem: rw_semaphore): void {
  rwsem_wake_type(sem, RWSEM_WAKE_READ_OWNED);
}
