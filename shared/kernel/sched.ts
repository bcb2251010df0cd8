/**
 * Tasks: one per thread of the program. Sleeping and waking follow kernel/sched/core.c (Linux 6.2).
 *
 * A task sleeps on its own `__state` word, never on the object it waits for. A waker therefore touches nothing that the
 * sleeper may free once it has seen its condition:
 *
 * ```
 *   sleeper                                   waker
 *   set_current_state(UNINTERRUPTIBLE)        make the condition true
 *     (full barrier)                          wake_up_process(task): xchg(__state, RUNNING)
 *   if (!condition) schedule()                  (full barrier)
 * ```
 * Either the sleeper sees the condition or the waker sees the state: no wake-up is lost. A late wake-up of a task that
 * has gone on may end another sleep of it, so every sleeper checks its condition again in a loop.
 */

/** The most threads a program may have, kernel threads included. */
const NR_TASKS = config('NR_TASKS', 64);

const TASK_RUNNING = 0;
const TASK_UNINTERRUPTIBLE = 2;

/** How long a spinner may keep its core, in microseconds. */
const TIME_SLICE_US = 100;

interface task_struct {
  // The task's own line: written in every fault, read by nobody but the grace-period thread.
  /** RCU nesting and the grace period that the outermost section began in; 0 outside (rcu.ts). */
  rcu_ctr: CacheAligned<int>;

  // What other threads look at while they spin on this task or wake it.
  /** 1 while the task runs (or wants to), 0 while it sleeps in schedule(): spinners do not wait for a sleeping owner. */
  on_cpu: CacheAligned<int>;
  /** TASK_RUNNING or TASK_UNINTERRUPTIBLE; the word that the task sleeps on. */
  __state: int;
  /** The thread's number. */
  pid: int;
  /** Link in the wake_q of a waker (wake_q.ts). */
  wake_q: Embedded<wake_q_node>;
}

/** All tasks, by thread number. */
let init_tasks: ArrayOf<Embedded<task_struct>, typeof NR_TASKS>;

/** Numbers the tasks. First thing in kernel_init. */
function sched_init(): void {
  for (let i = 0; i < thread_count(); i++) {
    init_tasks[i].pid = i;
    init_tasks[i].on_cpu = 1;
  }
}

function current(): task_struct {
  return init_tasks[this_thread()];
}

/** Announces a sleep. The full barrier orders it before the check of what is waited for. */
function set_current_state(state: int): void {
  xchg(current().__state, state);
}

/** Without the barrier: for going back to TASK_RUNNING. */
function __set_current_state(state: int): void {
  WRITE_ONCE(current().__state, state);
}

/** Sleeps until wake_up_process, unless that has happened since set_current_state. May return early. */
function schedule(): void {
  const task = current();
  assert(task.rcu_ctr === 0, 'sleeping inside an RCU read-side critical section');
  WRITE_ONCE(task.on_cpu, 0);
  futex_wait(task.__state, TASK_UNINTERRUPTIBLE);
  WRITE_ONCE(task.on_cpu, 1);
}

function wake_up_process(task: task_struct): void {
  if (xchg(task.__state, TASK_RUNNING) !== TASK_RUNNING) futex_wake(task.__state, 1);
}

/** Starts a spinner's time slice; `need_resched` tells when it is over. */
function time_slice(): uint {
  return deadline_after_us(TIME_SLICE_US);
}

/**
 * Whether a spinner should get off its core. The host does not say that another thread wants it, nor that the owner
 * spun on has been preempted, so the end of a short time slice stands for both.
 */
function need_resched(slice: uint): boolean {
  return deadline_passed(slice);
}
