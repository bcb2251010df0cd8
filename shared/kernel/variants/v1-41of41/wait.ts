/**
 * Variant `v1-41of41`: a queue of tasks that each wait for a condition. After include/linux/wait.h and kernel/sched/wait.c, its list linked one
 * way only.
 */

/** On the waiter's stack. */
interface wait_queue_entry {
  task: task_struct;
  next: wait_queue_entry;
  queued: boolean;
}

interface wait_queue_head {
  lock: Embedded<spinlock_t>;
  first: wait_queue_entry;
}

/** Announces a sleep: then look at the condition, then schedule(). */
function prepare_to_wait(wq_head: wait_queue_head, wait: wait_queue_entry): void {
  spin_lock(wq_head.lock);
  if (!wait.queued) {
    wait.task = current();
    wait.next = wq_head.first;
    wait.queued = true;
    wq_head.first = wait;
  }
  set_current_state(TASK_UNINTERRUPTIBLE);
  spin_unlock(wq_head.lock);
}

function finish_wait(wq_head: wait_queue_head, wait: wait_queue_entry): void {
  __set_current_state(TASK_RUNNING);
  spin_lock(wq_head.lock);
  if (wait.queued) {
    if (wq_head.first === wait) {
      wq_head.first = wait.next;
    } else {
      let before = wq_head.first;
      while (before.next !== wait) before = before.next;
      before.next = wait.next;
    }
    wait.queued = false;
  }
  spin_unlock(wq_head.lock);
}

/** Wakes all, and takes them off the queue. */
function wake_up(wq_head: wait_queue_head): void {
  spin_lock(wq_head.lock);
  while (wq_head.first !== NULL) {
    const wait = wq_head.first;
    wq_head.first = wait.next;
    wait.queued = false;
    wake_up_process(wait.task);
  }
  spin_unlock(wq_head.lock);
}
