/**
 * The grace-period thread: waits for readers, then invokes callbacks. One batch after another, each batch being whatever
 * was queued while the one before was served. After kernel/rcu/tree.c in what it does; for how, see rcu.ts.
 *
 * ```
 *   call_rcu ─► pending ─► (grace period) ─► done ─► rcu_do_batch, CONFIG_RCU_BATCH at a time
 * ```
 * Only the thread's progress ends a grace period, never the passing of time.
 */

/** With more callbacks than this waiting, all are invoked in a row: memory before latency. */
const RCU_QHIMARK = CONFIG_RCU_BATCH * 8;

kthread('rcu_gp', () => {
  rcu_gp_kthread();
});

/** One round: a sleep if there is nothing to do; a grace period for what has been queued, if anything has; and a batch of callbacks. */
function rcu_gp_kthread(): void {
  if (rcu_state.done.head === NULL) futex_wait(rcu_state.pending, NULL);
  // Nothing is pending then, and nobody wakes it.
  if (CONFIG_RCU_ATOMIC) return;
  const newest = xchg(rcu_state.pending, NULL);
  if (newest !== NULL) {
    rcu_gp();
    rcu_accept(rcu_state.done, newest);
  }
  rcu_do_batch(rcu_state.done);
}

/** A grace period. The `xchg` that took the callbacks is the full barrier between their unlinking and these loads. */
function rcu_gp(): void {
  tracepoint('rcu.gp:begin');
  const gp = rcu_state.gp_ctr + RCU_GP_STEP;
  WRITE_ONCE(rcu_state.gp_ctr, gp);
  wait_until(() => rcu_all_quiescent(gp));
  tracepoint('rcu.gp:end');
  count_event('RCU_GP');
}

/** Whether the grace period is over. A task that was quiescent once in it stays so. */
function rcu_all_quiescent(gp: int): boolean {
  for (let i = 0; i < thread_count(); i++) if (!rcu_quiescent(init_tasks[i], gp)) return false;
  return true;
}

/** Whether a task is in no section that began before grace period `gp`. The difference wraps; nesting is below a step. */
function rcu_quiescent(task: task_struct, gp: int): boolean {
  const ctr = smp_load_acquire(task.rcu_ctr);
  return ctr === 0 || ctr - gp > 0;
}

/** Appends a stack of callbacks, turned into the order in which they were queued. */
function rcu_accept(list: rcu_cblist, newest: rcu_head): void {
  let first: rcu_head = NULL;
  let head = newest;
  while (head !== NULL) {
    // One access instead of two: before each, the search has this thread stand beside all that others do.
    const older = xchg(head.next, first);
    first = head;
    head = older;
    list.len++;
  }
  if (list.head === NULL) list.head = first;
  else list.tail.next = first;
  list.tail = newest;
}

function rcu_do_batch(list: rcu_cblist): void {
  const limit = list.len > RCU_QHIMARK ? list.len : CONFIG_RCU_BATCH;
  for (let invoked = 0; invoked < limit && list.head !== NULL; invoked++) {
    const head = list.head;
    list.head = head.next;
    list.len--;
    count_event('RCU_CALLBACK');
    // Frees what the head is in: not touched any more.
    head.func(head);
  }
}
