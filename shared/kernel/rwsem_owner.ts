/*
 * Who holds a semaphore, as far as a spinner needs to know. After kernel/locking/rwsem.c (Linux 6.2).
 *
 * ```
 *   owner    31 … 2               1              0
 *            thread number + 1    NONSPINNABLE   READER_OWNED      0: nobody
 * ```
 * The kernel keeps a task's address in the upper bits; a number serves the same purpose. A writer clears the word when it
 * releases. Readers leave it behind, so with READER_OWNED it says no more than who was the last to get in.
 */

const RWSEM_READER_OWNED = 1 << 0;
/** Set when spinning on readers took too long, cleared when they are gone. */
const RWSEM_NONSPINNABLE = 1 << 1;
const RWSEM_OWNER_FLAGS_MASK = RWSEM_READER_OWNED | RWSEM_NONSPINNABLE;
const RWSEM_OWNER_SHIFT = 2;

/** The task as the owner word holds it, without flags. */
function rwsem_owner_of(task_nr: int): int {
  return (task_nr + 1) << RWSEM_OWNER_SHIFT;
}

/** The task of an owner word that names one. */
function rwsem_owner_task(owner: int): task_struct {
  return init_tasks[(owner >> RWSEM_OWNER_SHIFT) - 1];
}

function rwsem_set_owner(sem: rw_semaphore): void {
  atomic_set(sem.owner, rwsem_owner_of(this_thread()));
}

function rwsem_clear_owner(sem: rw_semaphore): void {
  atomic_set(sem.owner, 0);
}

/** Whether the running task holds the semaphore for write. Exact: no other task ever stores this value. */
function rwsem_is_write_owned(sem: rw_semaphore): boolean {
  return atomic_read(sem.owner) === rwsem_owner_of(this_thread());
}

function rwsem_test_oflags(sem: rw_semaphore, flags: int): boolean {
  return (atomic_read(sem.owner) & flags) !== 0;
}

/** A reader got in: keeps NONSPINNABLE, which stays true until the readers are gone. */
function __rwsem_set_reader_owned(sem: rw_semaphore, task_nr: int): void {
  const nonspinnable = CONFIG_RWSEM_SPIN_ON_OWNER ? atomic_read(sem.owner) & RWSEM_NONSPINNABLE : 0;
  atomic_set(sem.owner, rwsem_owner_of(task_nr) | RWSEM_READER_OWNED | nonspinnable);
}

function rwsem_set_reader_owned(sem: rw_semaphore): void {
  __rwsem_set_reader_owned(sem, this_thread());
}

/** Readers hold the lock for too long: nobody else need try to spin on them. */
function rwsem_set_nonspinnable(sem: rw_semaphore): void {
  if (!CONFIG_RWSEM_SPIN_ON_OWNER) return;
  let owner = atomic_read(sem.owner);
  while ((owner & RWSEM_OWNER_FLAGS_MASK) === RWSEM_READER_OWNED) {
    const seen = atomic_cmpxchg(sem.owner, owner, owner | RWSEM_NONSPINNABLE);
    if (seen === owner) return;
    owner = seen;
  }
}

function clear_nonspinnable(sem: rw_semaphore): void {
  // Without spinners nobody asks, and the kernel compiles this away too.
  if (!CONFIG_RWSEM_SPIN_ON_OWNER) return;
  if (rwsem_test_oflags(sem, RWSEM_NONSPINNABLE)) atomic_andnot(RWSEM_NONSPINNABLE, sem.owner);
}
