/*
 * Sleeping where a task must not. Of include/linux/kernel.h, as with DEBUG_ATOMIC_SLEEP; in explorations, whose observers know
 * the spin locks that a task holds (held_spin_locks.ts).
 */

/** Called by what may go to sleep, whether it does or not. */
function might_sleep(): void {}

observe_call(might_sleep, () => {
  assert(ghost_spin_locks[this_thread()] === 0, 'what may sleep is called under a spin lock');
  assert(current().rcu_ctr === 0, 'what may sleep is called inside an RCU read-side critical section');
});
