/**
 * A reader looks at a VMA's fields before it looks whether the VMA is locked.
 *
 * The late check compares the VMA's number with mm_lock_seq, which the patch loads with READ_ONCE: the loads of the fields behind it may
 * be done before it. So a reader finds one field as a writer is half-way with it, and then a number that says that the writer has left.
 * The mended kernel loads the number with acquire (commit b1f02b95758d; Horn).
 *
 * Explored: verified, with sequential consistency and with `--memory tso`. With `--memory lkmm-ra` violates I2; with `FIXED=y` it is verified.
 * Scenario 51 is the writer's half of the mistake. Live, ARM and POWER may do it, x86 does not.
 */
scenario({ title: 'Loads that pass the late check', protocol: 'none', cores: 2 });

/** The acquire, as in the mended kernel. The writer releases in any case. */
const FIXED = config('FIXED', false);

property('I2', 'no torn read', 'What a task reads of a VMA while it holds it for read is from one version.');

/** What matters of it here. In each version both fields are equal. */
interface vm_area_struct {
  vm_start: ulong;
  vm_end: ulong;
  vm_lock_seq: int;
  /** Of its lock: readers, or -1 for a writer. */
  count: Embedded<atomic_t>;
}

let vma: Embedded<vm_area_struct>;
let mm_lock_seq: int;

setup(() => {
  vma.vm_lock_seq = -1;
});

thread('fault', () => {
  if (vma.vm_lock_seq === READ_ONCE(mm_lock_seq)) return;
  const readers = atomic_read(vma.count);
  if (readers < 0 || atomic_cmpxchg_acquire(vma.count, readers, readers + 1) !== readers) return;
  if (vma.vm_lock_seq !== (FIXED ? smp_load_acquire(mm_lock_seq) : READ_ONCE(mm_lock_seq))) handle_fault(vma.vm_start, vma.vm_end);
  atomic_dec_return_release(vma.count);
});

/** Holds mmap_lock for write; nobody else wants it here. */
thread('writer', () => {
  const seq = mm_lock_seq;
  spin_cmpxchg_acquire(vma.count.counter, 0, -1);
  vma.vm_lock_seq = seq;
  atomic_set_release(vma.count, 0);
  vma.vm_start = seq + 1;
  vma.vm_end = seq + 1;
  smp_store_release(mm_lock_seq, seq + 1);
});

/** Uses what it is given. */
function handle_fault(start: ulong, end: ulong): void {}

observe_call(handle_fault, (start: ulong, end: ulong) => {
  check('I2', start === end);
});
