/*
 * Sleeping where a task must not. Of include/linux/kernel.h, as with DEBUG_ATOMIC_SLEEP; in explorations, whose observers know
 * the spin locks that a task holds (held_spin_locks.ts).
 */

/** Called by what may go to sleep, whether it does or not. */
function might_sleep(): void {}

/** Whether each task runs RCU callbacks (rcu_gp.ts). */
let ghost_callbacks: ArrayOf<boolean, typeof NR_TASKS>;

observe_call(rcu_do_batch, () => {
  ghost_callbacks[this_thread()] = true;
});
observe_return(rcu_do_batch, () => {
  const t = this_thread();
  ghost_callbacks[t] = false;
  assert(ghost_spin_locks[t] === 0, 'an RCU callback ends with a spin lock held');
});

/** Whether each task has announced a sleep and not come back from it. */
let ghost_sleepy: ArrayOf<boolean, typeof NR_TASKS>;

observe_call(set_current_state, (state) => {
  ghost_sleepy[this_thread()] = state !== TASK_RUNNING;
});
observe_call(__set_current_state, (state) => {
  ghost_sleepy[this_thread()] = state !== TASK_RUNNING;
});
observe_return(schedule, () => {
  ghost_sleepy[this_thread()] = false;
});

observe_call(might_sleep, () => {
  const t = this_thread();
  assert(ghost_spin_locks[t] === 0, 'what may sleep is called under a spin lock');
  assert(current().rcu_ctr === 0, 'what may sleep is called inside an RCU read-side critical section');
  assert(!ghost_callbacks[t] && !(CONFIG_RCU_ATOMIC && rcu_runs[t]), 'what may sleep is called in an RCU callback');
  assert(!ghost_sleepy[t], 'what may sleep is called by a task that is about to sleep');
});
observe_call(schedule, () => {
  const t = this_thread();
  assert(ghost_spin_locks[t] === 0, 'sleeping under a spin lock');
  assert(!ghost_callbacks[t] && !(CONFIG_RCU_ATOMIC && rcu_runs[t]), 'sleeping in an RCU callback');
});
