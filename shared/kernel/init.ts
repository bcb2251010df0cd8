/* The kernel's beginning and end, on thread 0: before the scenario's setup, after its teardown. */

function kernel_init(): void {
  sched_init();
  INIT_LIST_HEAD(mmlist);
}

/** Frees what the scenario has left, and waits for what RCU still holds: after this nothing is allocated. */
function kernel_exit(): void {
  while (!list_empty(mmlist)) __mmput(container_of<mm_struct>(mmlist.next, 'mmlist'));
  vm_area_cache_drain();
  rcu_barrier();
}
