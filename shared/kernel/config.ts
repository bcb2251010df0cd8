/**
 * Build-time switches, as in the kernel's .config. A scenario's `config` or `--config NAME=VALUE` sets them, without
 * the `CONFIG_`.
 */

/** Whether a writer spins before it queues, while the lock's owner runs. */
const CONFIG_RWSEM_SPIN_ON_OWNER = config('RWSEM_SPIN_ON_OWNER', true);

/** Callbacks that the RCU thread invokes in a row before it starts the next grace period (the kernel's `blimit`). */
const CONFIG_RCU_BATCH = config('RCU_BATCH', 32, 1);

/** Freed VMAs that an mm collects before one call_rcu frees them together (VM_AREA_FREE_LIST_MAX of the posted series). */
const CONFIG_VMA_FREE_BATCH = config('VMA_FREE_BATCH', 32, 0);

/**
 * Bits of the sequence numbers, 2 to 32. With few of them they soon come back to an old mark, which takes 2^32 releases of
 * mmap_lock in the kernel: a way to see what happens then.
 */
const CONFIG_SEQ_BITS = config('SEQ_BITS', 32, 2, 32);

/**
 * Each thread has a TLB, which user_access goes through, and changed page tables are flushed from it. Off: every access of a program
 * misses it, and is a page fault.
 */
const CONFIG_TLB = config('TLB', false);

/** A fault in the gap below a stack makes it grow. */
const CONFIG_LOCK_MM_AND_FIND_VMA = config('LOCK_MM_AND_FIND_VMA', false);

/** anon_vma is an object with a lifetime. Off: that a VMA is ready for anonymous pages is all that is left of it. */
const CONFIG_ANON_VMA = config('ANON_VMA', false);

/** VMAs may have memory policies, which faults look at. */
const CONFIG_NUMA = config('NUMA', false);

/** VMAs may be registered with a userfaultfd context, and faults look whether they are. */
const CONFIG_USERFAULTFD = config('USERFAULTFD', false);

/** Allocations that may fail in a run although there is memory; -1: any number. */
const CONFIG_FAIL_ALLOCATIONS = config('FAIL_ALLOCATIONS', 0, -1);

/** Fatal signals that may arrive in a run, each at the task that looks; -1: any number. */
const CONFIG_FATAL_SIGNALS = config('FATAL_SIGNALS', 0, -1);

/** Live, one in so many of the allocations that may fail does, and of the looks for a signal. 2 or more; explored, 2 is all it takes. */
const CONFIG_FAIL_ONE_IN = config('FAIL_ONE_IN', 2, 2);

/**
 * mmap_lock is taken, released and downgraded in one step each: what a semaphore promises instead of how it keeps it. For exploring
 * scenarios that are too large otherwise; what is found is then true if rw_semaphore keeps its promise.
 */
const CONFIG_MMAP_LOCK_ATOMIC = config('MMAP_LOCK_ATOMIC', false);

/** A grace period ends with the last section that it waits for, in that very step: what RCU promises instead of how it keeps it. For exploring, too. */
const CONFIG_RCU_ATOMIC = config('RCU_ATOMIC', false);
