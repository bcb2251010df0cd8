/*
 * Fatal signals. After include/linux/sched/signal.h (Linux 6.2).
 *
 * Nobody sends them: that one has arrived is a choice, made where a task looks. Explored, that is no less than a sender would do. Each
 * killable wait looks just before it sleeps; a task that stands there for as long as others like is in all that matters a task asleep, and
 * when it goes on, and finds a signal, that is what woke it.
 *
 * A task that has found one gives up what it does, and would end on its way back to user mode: so it does not look again, and nothing
 * needs remembering. Here its thread goes on, as if it were the next task.
 */

let signals: Embedded<fault_attr>;

/** Whether a signal has arrived that ends the running task. */
function fatal_signal_pending(): boolean {
  if (CONFIG_FATAL_SIGNALS === 0 || !should_fail(signals, CONFIG_FATAL_SIGNALS)) return false;
  count_event('FATAL_SIGNAL');
  tracepoint('signal');
  return true;
}

/** Whether the running task, if its wait is killable, must not go on waiting. */
function signal_pending_state(killable: boolean): boolean {
  return CONFIG_FATAL_SIGNALS !== 0 && killable && fatal_signal_pending();
}
