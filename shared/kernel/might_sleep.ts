/*
 * Sleeping where a task must not. Of include/linux/kernel.h, as with DEBUG_ATOMIC_SLEEP; in explorations, whose observers know
 * the spin locks that a task holds.
 */

/** Called by what may go to sleep, whether it does or not. */
function might_sleep(): void {}

/** How many spin locks each task holds. */
let ghost_spin_locks: ArrayOf<int, typeof NR_TASKS>;

observe_return(spin_lock, () => {
  ghost_spin_locks[this_thread()]++;
});
observe_call(spin_unlock, () => {
  ghost_spin_locks[this_thread()]--;
});
observe_call(might_sleep, () => {
  assert(ghost_spin_locks[this_thread()] === 0, 'what may sleep is called under a spin lock');
  assert(current().rcu_ctr === 0, 'what may sleep is called inside an RCU read-side critical section');
});
