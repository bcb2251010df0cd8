/**
 * Read-copy-update, the side that everybody uses. The interface of include/linux/rcupdate.h; the algorithm is the
 * memory-barrier flavour of userspace RCU, with a counter of grace periods instead of a phase bit. The grace-period
 * thread is in rcu_gp.ts; what CONFIG_RCU_ATOMIC has in place of both, in rcu_atomic.ts.
 *
 * ```
 *   task.rcu_ctr    31 … 8                                               7 … 0
 *                   grace period in which the outermost section began    nesting      0: not in a section
 * ```
 *
 * Why one full barrier on each side is enough. The updater unlinks an object, then calls call_rcu; the grace-period
 * thread takes the callback by a fully ordered `xchg`, adds to gp_ctr, and only then looks at every task's rcu_ctr.
 * The reader stores its rcu_ctr by a fully ordered `xchg`, and only then reads pointers. So, for each task, either the
 * grace-period thread sees the section (and waits if it began before), or the section's first read comes after the
 * unlinking and cannot find the object. On the way out the release store of 0, paired with the acquire load there, puts
 * all of the section's accesses before the callback.
 *
 * A reader may be delayed between loading gp_ctr and storing it. It then enters with an old number: a later grace
 * period waits for it without need, which is harmless. (One delayed by 2^23 grace periods would look new.)
 */

/** Runs after a grace period. It may not sleep. */
type rcu_callback_t = (head: rcu_head) => void;

/** Embedded in what is to be freed. */
interface rcu_head {
  next: rcu_head;
  func: rcu_callback_t;
}

/** Callbacks in the order in which they were queued. */
interface rcu_cblist {
  head: rcu_head;
  tail: rcu_head;
  len: int;
}

interface rcu_state {
  /** Callbacks that no grace period has begun for: pushed by any thread, newest first. */
  pending: rcu_head;
  /** The current grace period; read by every outermost rcu_read_lock. */
  gp_ctr: CacheAligned<int>;
  /** Callbacks whose grace period is over; touched by the grace-period thread alone. */
  done: CacheAligned<rcu_cblist>;
}

let rcu_state: CacheAligned<rcu_state>;

const RCU_NEST_MASK = 0xff;
const RCU_GP_STEP = RCU_NEST_MASK + 1;

/** Begins a read-side critical section: what it finds through rcu_dereference is not freed before its end. Nests. */
function rcu_read_lock(): void {
  if (CONFIG_RCU_ATOMIC) {
    atomic_rcu_read_lock();
    return;
  }
  const task = current();
  const ctr = task.rcu_ctr;
  if (ctr !== 0) {
    // One that is left open in each round would run into the number of the grace period.
    assert((ctr & RCU_NEST_MASK) !== RCU_NEST_MASK, 'rcu_read_lock without rcu_read_unlock');
    WRITE_ONCE(task.rcu_ctr, ctr + 1);
    return;
  }
  xchg(task.rcu_ctr, READ_ONCE(rcu_state.gp_ctr) + 1);
  tracepoint('rcu:begin');
}

function rcu_read_unlock(): void {
  const task = current();
  const ctr = task.rcu_ctr;
  assert(ctr !== 0, 'rcu_read_unlock without rcu_read_lock');
  if (CONFIG_RCU_ATOMIC) {
    atomic_rcu_read_unlock();
    return;
  }
  if ((ctr & RCU_NEST_MASK) !== 1) {
    WRITE_ONCE(task.rcu_ctr, ctr - 1);
    return;
  }
  tracepoint('rcu:end');
  smp_store_release(task.rcu_ctr, 0);
}

/** Has the grace-period thread call `func(head)` after a grace period. Never sleeps; may be called from a callback. */
function call_rcu(head: rcu_head, func: rcu_callback_t): void {
  tracepoint('rcu.call', head);
  if (CONFIG_RCU_ATOMIC) {
    atomic_call_rcu(head, func);
    return;
  }
  head.func = func;
  let first = READ_ONCE(rcu_state.pending);
  for (;;) {
    assert(first !== head, 'call_rcu of a head that is queued already');
    head.next = first;
    const seen = cmpxchg(rcu_state.pending, first, head);
    if (seen === first) break;
    first = seen;
  }
  // The thread sleeps only on an empty list, so whoever finds it empty wakes it.
  if (first === NULL) futex_wake(rcu_state.pending, 1);
}

/** Lives on the stack of a task that waits for a grace period. */
interface rcu_synchronize {
  head: Embedded<rcu_head>;
  completion: Embedded<completion>;
}

function wakeme_after_rcu(head: rcu_head): void {
  complete(container_of<rcu_synchronize>(head, 'head').completion);
}

/**
 * Sleeps for a grace period: until every read-side section that was open at the call has ended. Not in setup, when the
 * grace-period thread does not run yet; not in a section or a callback, for both would wait for themselves.
 */
function synchronize_rcu(): void {
  const rs = local<rcu_synchronize>();
  call_rcu(rs.head, wakeme_after_rcu);
  wait_for_completion(rs.completion);
}

/**
 * Sleeps until all callbacks queued before have run. There is one queue, served in order, so it is enough to be served
 * oneself. What those callbacks queue in turn is not waited for.
 */
function rcu_barrier(): void {
  synchronize_rcu();
  if (CONFIG_RCU_ATOMIC) atomic_rcu_barrier();
}
