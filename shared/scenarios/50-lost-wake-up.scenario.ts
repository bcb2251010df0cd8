/**
 * A wake-up that is lost between two processors.
 *
 * A writer that waits for the last reader says so, and then looks at the count. A
 * reader that leaves lowers the count, and then looks whether somebody waits. Without a
 * full barrier between the two accesses of each, both may look before they have been
 * heard: the writer still finds a reader and goes to sleep, the reader finds nobody to
 * wake.
 *
 * The kernel's rcuwait has the barriers; this is what they are for. Explored: verified,
 * with sequential consistency. With `--memory tso` violates L1: the writer's store is
 * still in its store buffer when the reader looks. With `--memory lkmm-ra`, too. With
 * `FIXED=y` it is verified with each. Live, x86 can do it.
 */
scenario({ title: 'A lost wake-up', protocol: 'none', cores: 2 });

/** A full barrier on both sides, as the kernel has it. */
const FIXED = config('FIXED', false);

property('L1', 'no deadlock', 'Some task can go on until all have ended.');
deadlock('L1');

/** Readers inside. */
let vm_refcnt: Embedded<atomic_t>;
/** Whether a writer waits for them to leave. */
let vma_writer_wait: boolean;
/** What the writer sleeps on. */
let woken: int;

thread('reader', () => {
  atomic_inc(vm_refcnt);
  if (atomic_dec_return_release(vm_refcnt) !== 0) return;
  if (FIXED) smp_mb();
  if (!READ_ONCE(vma_writer_wait)) return;
  WRITE_ONCE(woken, 1);
  futex_wake(woken, 1);
});

thread('writer', () => {
  WRITE_ONCE(woken, 0);
  WRITE_ONCE(vma_writer_wait, true);
  if (FIXED) smp_mb();
  if (atomic_read(vm_refcnt) !== 0) {
    while (READ_ONCE(woken) === 0) futex_wait(woken, 0);
  }
  WRITE_ONCE(vma_writer_wait, false);
});
