/**
 * Things that go wrong now and then, on purpose. After lib/fault-inject.c and mm/failslab.c (Linux 6.2).
 *
 * Whether one does is `pick`'s choice: explored, it does and it does not, each time that it may; live, it is drawn. How often it may in a
 * run is the switch's number, so that there is an end to what is to be explored.
 */

/** What has gone wrong so far. The kernel's `times` counts down instead. */
interface fault_attr {
  failed: Embedded<atomic_t>;
}

let failslab: Embedded<fault_attr>;

/** Adds `a` unless `v` is `u`; returns whether it has. */
function atomic_add_unless(v: atomic_t, a: int, u: int): boolean {
  let count = atomic_read(v);
  while (count !== u) {
    const seen = atomic_cmpxchg(v, count, count + a);
    if (seen === count) return true;
    count = seen;
  }
  return false;
}

/** Whether to fail this time, when so many `times` are allowed (-1: any number). Not in thread 0, which sets the stage and clears it. */
function should_fail(attr: fault_attr, times: int): boolean {
  if (this_thread() === 0 || (times >= 0 && atomic_read(attr.failed) === times)) return false;
  // The last choice, for the first is where nothing goes wrong.
  if (pick(CONFIG_FAIL_ONE_IN) !== CONFIG_FAIL_ONE_IN - 1) return false;
  return times < 0 || atomic_add_unless(attr.failed, 1, times);
}

/** For every allocation to ask first: whether to act as if memory were exhausted. */
function should_fail_alloc(): boolean {
  if (CONFIG_FAIL_ALLOCATIONS === 0 || !should_fail(failslab, CONFIG_FAIL_ALLOCATIONS)) return false;
  count_event('FAIL_ALLOCATION');
  tracepoint('alloc.fail');
  return true;
}
