/**
 * Fair phases of a semaphore: when one waiting reader is given the lock, all are,
 * wherever they stand in line.
 *
 * ```
 *   in line   reader  writer  reader        is let in   both readers, then the writer
 * ```
 * So a reader waits for one writer at most, however many stand before it, and a writer
 * for one phase of readers and the writers before it. And a writer that has waited for
 * too long has the lock handed over to it: nobody from further back in line gets it
 * first. (Who comes late may not steal it then either; here nobody does.)
 *
 * The lock is held when the threads start, and released when all the others are in
 * line, in whichever order.
 *
 * Explored: verified. With `IN_ORDER=y`, where readers are let in up to the first
 * writer in line, *phases* is violated. Writers who queue behind each other, and the
 * handoff between them: `READERS=0 WRITERS=2`.
 * `faultline mutate 64 --file rwsem_wake.ts,rwsem_write.ts` leaves out one line after
 * the other.
 */
scenario({
  title: 'Fair phases of a semaphore',
  config: { RWSEM_SPIN_ON_OWNER: false },
});

const READERS = config('READERS', 2);
const WRITERS = config('WRITERS', 1);
const IN_ORDER = config('IN_ORDER', false);

property('phases', 'fair phases', 'When waiting readers are given the lock, none is left behind.');
property('handoff', 'handoff', 'Who is to be handed the lock is the next to get it.');

let sem: Embedded<rw_semaphore>;
let held: boolean;

/** Held when the threads start. */
setup(() => {
  init_rwsem(sem);
  down_write(sem);
  held = true;
});

/**
 * Those that are let in leave the line at once, so who has somebody before him there
 * stands behind a writer.
 */
override(rwsem_waits_for_read, (entry: list_head): boolean => {
  const reads = container_of<rwsem_waiter>(entry, 'list').type === RWSEM_WAITING_FOR_READ;
  return reads && (!IN_ORDER || entry.prev === sem.wait_list);
});

function in_line(type: int): int {
  let waiters = 0;
  for (let entry = sem.wait_list.next; entry !== sem.wait_list; entry = entry.next) {
    if (container_of<rwsem_waiter>(entry, 'list').type === type) waiters++;
  }
  return waiters;
}

thread('holder', () => {
  if (held) wait_until(() => in_line(RWSEM_WAITING_FOR_READ) + in_line(RWSEM_WAITING_FOR_WRITE) === READERS + WRITERS);
  else down_write(sem);
  held = false;
  up_write(sem);
});

thread('writer', { instances: WRITERS }, () => {
  down_write(sem);
  up_write(sem);
});

/** Without readers it comes and goes. */
thread('reader', { instances: READERS > 0 ? READERS : 1 }, () => {
  if (READERS === 0) return;
  down_read(sem);
  up_read(sem);
});

observe_return(rwsem_wake_readers, () => {
  check('phases', in_line(RWSEM_WAITING_FOR_READ) === 0);
});

/** Whether somebody else is to be handed the lock. */
let promised: boolean;

observe_call(rwsem_try_write_lock, (sem: rw_semaphore, waiter: rwsem_waiter) => {
  const first = rwsem_first_waiter(sem);
  promised = waiter !== first && first.handoff_set && (atomic_read(sem.count) & RWSEM_FLAG_HANDOFF) !== 0;
});

observe_return(rwsem_try_write_lock, (locked: boolean) => {
  check('handoff', !locked || !promised);
});

teardown(() => {
  assert(atomic_read(sem.count) === RWSEM_UNLOCKED_VALUE, 'no lock is held, and no flag is left behind');
});
