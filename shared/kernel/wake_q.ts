/**
 * Tasks to be woken once a lock is dropped, so that they do not wake up only to find it held. After
 * include/linux/sched/wake_q.h and kernel/sched/core.c (Linux 6.2).
 *
 * ```
 *   head.first → task.wake_q → task.wake_q → wake_q_tail        a task's next is NULL while it is on no queue
 * ```
 */

interface wake_q_node {
  next: wake_q_node;
}

/** On the waker's stack: `local<wake_q_head>()`, empty as it is. */
interface wake_q_head {
  first: wake_q_node;
  last: wake_q_node;
}

/** Ends every queue; not NULL, so that the last task on a queue is still seen to be on one. */
let wake_q_tail: Embedded<wake_q_node>;

/** Queues a task, unless a waker has it queued already: that one's wake-up is yet to come, and serves us both. */
function wake_q_add(head: wake_q_head, task: task_struct): void {
  const node = task.wake_q;
  // Fully ordered: what made the task's condition true is seen by whoever the task is already queued by.
  if (cmpxchg(node.next, NULL, wake_q_tail) !== NULL) return;
  if (head.first === NULL) head.first = node;
  else head.last.next = node;
  head.last = node;
}

function wake_up_q(head: wake_q_head): void {
  let node = head.first;
  while (node !== NULL && node !== wake_q_tail) {
    const task = container_of<task_struct>(node, 'wake_q');
    node = node.next;
    // From here the task may be queued by somebody else; the wake-up comes after, so neither is lost.
    WRITE_ONCE(task.wake_q.next, NULL);
    wake_up_process(task);
  }
}
