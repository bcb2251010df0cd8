/* What nobody may keep where the body of a scenario's thread ends, which is one or more system calls: as lockdep has it, in explorations. */

/** Called, for observers, where such a body ends. */
function exit_to_user_mode(): void {}

observe_call(exit_to_user_mode, () => {
  assert(ghost_spin_locks[this_thread()] === 0, 'a thread ends with a spin lock held');
  assert(current().rcu_ctr === 0, 'a thread ends inside an RCU read-side critical section');
});
