/**
 * A one-shot event that one task waits for. After include/linux/completion.h and kernel/sched/completion.c (Linux 6.2),
 * for a single waiter.
 *
 * Unlike a semaphore, it may live on the waiter's stack: `complete` touches it under its lock only, and the waiter takes
 * that lock before it returns.
 */

interface completion {
  wait_lock: Embedded<spinlock_t>;
  done: boolean;
  /** The waiter, while it sleeps. */
  task: task_struct;
}

function complete(x: completion): void {
  spin_lock(x.wait_lock);
  x.done = true;
  if (x.task !== NULL) wake_up_process(x.task);
  spin_unlock(x.wait_lock);
}

function wait_for_completion(x: completion): void {
  might_sleep();
  spin_lock(x.wait_lock);
  while (!x.done) {
    x.task = current();
    set_current_state(TASK_UNINTERRUPTIBLE);
    spin_unlock(x.wait_lock);
    schedule();
    spin_lock(x.wait_lock);
  }
  spin_unlock(x.wait_lock);
  __set_current_state(TASK_RUNNING);
}
