/** Variant `6.15-refcnt`: one task that waits for a condition. After include/linux/rcuwait.h and kernel/exit.c. */

interface rcuwait {
  /** NULL: nobody. */
  task: task_struct;
}

function prepare_to_rcuwait(w: rcuwait): void {
  rcu_assign_pointer(w.task, current());
}

function finish_rcuwait(w: rcuwait): void {
  WRITE_ONCE(w.task, NULL);
  __set_current_state(TASK_RUNNING);
}

/**
 * Wakes who waits, once the condition has been made true. The barrier is the other side of set_current_state's: either the waiter sees the
 * condition, or the task is seen here.
 */
function rcuwait_wake_up(w: rcuwait): void {
  rcu_read_lock();
  smp_mb();
  const task = rcu_dereference(w.task);
  if (task !== NULL) wake_up_process(task);
  rcu_read_unlock();
}
