/**
 * Build-time switches, as in the kernel's .config. A scenario's `config` or `--config NAME=VALUE` sets them, without
 * the `CONFIG_`.
 */

/** Whether a writer spins before it queues, while the lock's owner runs. */
const CONFIG_RWSEM_SPIN_ON_OWNER = config('RWSEM_SPIN_ON_OWNER', true);

/** Callbacks that the RCU thread invokes in a row before it starts the next grace period (the kernel's `blimit`). */
const CONFIG_RCU_BATCH = config('RCU_BATCH', 32);

/** Freed VMAs that an mm collects before one call_rcu frees them together (VM_AREA_FREE_LIST_MAX of the posted series). */
const CONFIG_VMA_FREE_BATCH = config('VMA_FREE_BATCH', 32);

/**
 * Bits of the sequence numbers, 2 to 32. With few of them they soon come back to an old mark, which takes 2^32 releases of
 * mmap_lock in the kernel: a way to see what happens then.
 */
const CONFIG_SEQ_BITS = config('SEQ_BITS', 32);

/** Allocations that may fail in a run although there is memory; -1: any number. */
const CONFIG_FAIL_ALLOCATIONS = config('FAIL_ALLOCATIONS', 0);

/** Fatal signals that may arrive in a run, each at the task that looks; -1: any number. */
const CONFIG_FATAL_SIGNALS = config('FATAL_SIGNALS', 0);

/** Live, one in so many of the allocations that may fail does, and of the looks for a signal. 2 or more; explored, 2 is all it takes. */
const CONFIG_FAIL_ONE_IN = config('FAIL_ONE_IN', 2);

/**
 * mmap_lock is taken, released and downgraded in one step each: what a semaphore promises instead of how it keeps it. For exploring
 * scenarios that are too large otherwise; what is found is then true if rw_semaphore keeps its promise.
 */
const CONFIG_MMAP_LOCK_ATOMIC = config('MMAP_LOCK_ATOMIC', false);
