/**
 * The kernel's rw_semaphore around data of one's own: a reader and a writer.
 *
 * Explored: verified. Change down_write to down_read, and the reader sees half of a
 * change.
 */
scenario({ title: 'A reader and a writer', cores: 2, config: { RWSEM_SPIN_ON_OWNER: false } });

let sem: Embedded<rw_semaphore>;
let a: int;
let b: int;

setup(() => {
  init_rwsem(sem);
});

thread('writer', () => {
  down_write(sem);
  a++;
  b++;
  up_write(sem);
});

thread('reader', () => {
  down_read(sem);
  assert(a === b, 'no writer is half-way');
  up_read(sem);
});
