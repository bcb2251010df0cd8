/**
 * A lock of one's own, without the kernel: does it keep two threads apart?
 *
 * Explored: verified. Take the lock by a load and a store instead of xchg_acquire, and
 * it no longer is. Run, each lane shows when its thread is inside.
 */
scenario({ title: 'A lock of my own', protocol: 'none', cores: 2 });

let locked: int;
let inside: int;

function my_lock(): void {
  while (xchg_acquire(locked, 1) !== 0) {
    spin_until(() => READ_ONCE(locked) === 0);
  }
}

function my_unlock(): void {
  smp_store_release(locked, 0);
}

thread('user', { instances: 2 }, () => {
  my_lock();
  tracepoint('inside:begin');
  inside++;
  assert(inside === 1, 'one at a time');
  inside--;
  tracepoint('inside:end');
  my_unlock();
});

sometimes('somebody waits', () => inside === 1 && locked === 1);
