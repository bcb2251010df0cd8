/**
 * A litmus test: data, then a flag that says that it is there.
 *
 * Explored: verified, with sequential consistency. The orderings that weaker machines
 * need are written out.
 */
scenario({ title: 'Message passing', protocol: 'none', cores: 2 });

let data: int;
let flag: int;

thread('sender', () => {
  WRITE_ONCE(data, 42);
  smp_store_release(flag, 1);
});

thread('receiver', () => {
  if (smp_load_acquire(flag) === 0) return;
  assert(READ_ONCE(data) === 42, 'who sees the flag sees the data');
});

sometimes('the flag is seen late', () => data === 42 && flag === 0);
