/**
 * What RCU promises, instead of how it keeps it: a callback runs as soon as every section that was open at its call_rcu has ended. Instead
 * of the grace-period thread where CONFIG_RCU_ATOMIC says so. Entering a section, leaving it and queueing a callback are one step each, and who
 * leaves the last section that a callback waits for runs it.
 *
 * ```
 *   queue      first ─► second ─► third        a section waits for by those queued since it began: for one of them, and all behind it
 *   rcu_holds            task 2's   task 0's   so first may run, and second when task 2 leaves
 * ```
 * That is as early as it may be. Callbacks free memory, so who could do harm after a later one does it after this one, too.
 */

/** By thread number, the first callback that waits for the task's section; NULL: none does. */
let rcu_holds: ArrayOf<rcu_head, typeof NR_TASKS>;
/** Callbacks that wait, the first one queued first: if there are any, a section holds it. */
let rcu_queue: rcu_head;
/** By thread number, whether the task has callbacks that it has not run yet. */
let rcu_runs: ArrayOf<boolean, typeof NR_TASKS>;

function atomic_rcu_read_lock(): void {
  const task = current();
  const ctr = task.rcu_ctr;
  if (ctr !== 0) WRITE_ONCE(task.rcu_ctr, ctr + 1);
  // Fully ordered, as in rcu.ts: either call_rcu sees the section, or the section what was unlinked.
  else xchg(task.rcu_ctr, 1);
}

function atomic_rcu_read_unlock(): void {
  const task = current();
  const ctr = task.rcu_ctr;
  if (ctr !== 1) {
    WRITE_ONCE(task.rcu_ctr, ctr - 1);
    return;
  }
  let head: rcu_head = NULL;
  atomic(() => {
    task.rcu_ctr = 0;
    const me = this_thread();
    if (rcu_holds[me] !== NULL) {
      rcu_holds[me] = NULL;
      // All in front of the first that another section holds.
      let last: rcu_head = NULL;
      let next = rcu_queue;
      while (next !== NULL) {
        let held = false;
        for (let i = 0; i < thread_count(); i++) if (rcu_holds[i] === next) held = true;
        if (!held) last = next;
        next = held ? NULL : next.next;
      }
      if (last !== NULL) {
        head = rcu_queue;
        rcu_queue = last.next;
        last.next = NULL;
        rcu_runs[me] = true;
      }
    }
  });
  if (head === NULL) return;
  while (head !== NULL) {
    const next = head.next;
    head.func(head);
    head = next;
  }
  smp_store_release(rcu_runs[this_thread()], false);
}

function atomic_call_rcu(head: rcu_head, func: rcu_callback_t): void {
  head.func = func;
  let waits = false;
  atomic(() => {
    head.next = NULL;
    for (let i = 0; i < thread_count(); i++) {
      if (init_tasks[i].rcu_ctr !== 0) {
        waits = true;
        if (rcu_holds[i] === NULL) rcu_holds[i] = head;
      }
    }
    if (waits) {
      let last = rcu_queue;
      while (last !== NULL && last.next !== NULL) last = last.next;
      // The last one is this one where it was in the queue.
      assert(last !== head, 'call_rcu of a head that is queued already');
      if (last === NULL) rcu_queue = head;
      else last.next = head;
    } else {
      rcu_runs[this_thread()] = true;
    }
  });
  if (waits) return;
  func(head);
  smp_store_release(rcu_runs[this_thread()], false);
}

/** After a grace period: whatever was queued before it has been taken, and is run by who took it. */
function atomic_rcu_barrier(): void {
  wait_until(() => rcu_nobody_runs());
}

function rcu_nobody_runs(): boolean {
  for (let i = 0; i < thread_count(); i++) if (smp_load_acquire(rcu_runs[i])) return false;
  return true;
}
