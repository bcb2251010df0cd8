/*
 * What a semaphore promises: one writer or any number of readers, each operation in one step. Instead of rwsem_read.ts and the others
 * where CONFIG_MMAP_LOCK_ATOMIC says so. Nobody is preferred, so that every order of those who wait is possible.
 */

function atomic_down_read(sem: rw_semaphore): void {
  atomic_when(() => (atomic_read(sem.count) & RWSEM_WRITER_LOCKED) === 0, () => {
    atomic_add(RWSEM_READER_BIAS, sem.count);
  });
}

function atomic_down_read_trylock(sem: rw_semaphore): boolean {
  let got = false;
  atomic(() => {
    got = (atomic_read(sem.count) & RWSEM_WRITER_LOCKED) === 0;
    if (got) atomic_add(RWSEM_READER_BIAS, sem.count);
  });
  return got;
}

function atomic_up_read(sem: rw_semaphore): void {
  const count = atomic_sub_return(RWSEM_READER_BIAS, sem.count);
  assert(count >= 0, 'up_read of a semaphore that nobody holds for read');
}

function atomic_down_write(sem: rw_semaphore): void {
  atomic_when(() => atomic_read(sem.count) === RWSEM_UNLOCKED_VALUE, () => {
    atomic_set(sem.count, RWSEM_WRITER_LOCKED);
    rwsem_set_owner(sem);
  });
}

function atomic_up_write(sem: rw_semaphore): void {
  atomic(() => {
    rwsem_clear_owner(sem);
    atomic_set(sem.count, RWSEM_UNLOCKED_VALUE);
  });
}

function atomic_downgrade_write(sem: rw_semaphore): void {
  atomic(() => {
    rwsem_clear_owner(sem);
    atomic_set(sem.count, RWSEM_READER_BIAS);
  });
}
