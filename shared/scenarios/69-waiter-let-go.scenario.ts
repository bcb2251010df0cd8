/**
 * A reader that was let go has returned, and its place in line is looked at once more.
 *
 * Who waits for a semaphore stands in line with an `rwsem_waiter` on its own stack, and
 * waits for its `task` to become NULL. That store lets it go, whether it sleeps yet or
 * not: it returns, and its stack is used by whatever it calls next. So everything that
 * is needed of a waiter is read before.
 *
 * ```
 *   waker    waiter.task = NULL                          entry = waiter.list.next
 *   reader                        sees it, and returns
 * ```
 * Here the next in line is read afterwards, as a loop over a list does that does not
 * look ahead: `list_for_each_entry` in place of `list_for_each_entry_safe`.
 *
 * Explored: a use of what lay on a stack whose function has returned. With `FIXED=y`
 * it is verified. Live it takes a reader that is quick enough: hardly ever.
 */
scenario({
  title: 'A waiter that was let go is looked at',
  config: { RWSEM_SPIN_ON_OWNER: false },
});

const FIXED = config('FIXED', false);

let sem: Embedded<rw_semaphore>;

setup(() => {
  init_rwsem(sem);
});

override(rwsem_let_go, (sem: rw_semaphore, readers: list_head, wake_q: wake_q_head): void => {
  let entry = readers.next;
  while (entry !== readers) {
    const waiter = container_of<rwsem_waiter>(entry, 'list');
    if (FIXED) entry = entry.next;
    const task = waiter.task;
    smp_store_release(waiter.task, NULL);
    rwsem_wake_task(sem, task, wake_q);
    if (!FIXED) entry = entry.next;
  }
});

thread('writer', () => {
  down_write(sem);
  up_write(sem);
});

thread('reader', { instances: 2 }, () => {
  down_read(sem);
  up_read(sem);
});
