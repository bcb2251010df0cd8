/*
 * How many spin locks each task holds, by the calls it made: it releases no more than it has taken. Observers alone keep it,
 * in explorations only, and with the accesses to the lock: kept with the calls, what comes before would touch it, too.
 */

let ghost_spin_locks: ArrayOf<int, typeof NR_TASKS>;

observe_return(spin_lock, () => {
  ghost_spin_locks[this_thread()]++;
});
observe_return(spin_unlock, () => {
  const t = this_thread();
  assert(ghost_spin_locks[t] > 0, 'spin_unlock by a task that holds no spin lock');
  ghost_spin_locks[t]--;
});
