/**
 * A VMA looks unlocked before its writer's changes can be seen.
 *
 * A writer marks the VMA, changes its fields, and drops all marks by adding one to mm_lock_seq. In the patch that is a WRITE_ONCE, which
 * the stores to the fields may pass. A reader that finds the new number takes the VMA for unlocked, and finds one field as it was and the
 * other as it will be. The mended kernel stores the number with release (commit b1f02b95758d; Horn).
 *
 * Explored: verified, with sequential consistency and with `--memory tso`. With `--memory lkmm-ra` violates I2; with `FIXED=y` it is verified.
 * Scenario 52 is the reader's half of the mistake. Live, ARM and POWER may do it, x86 does not.
 */
scenario({ title: 'A store that passes the sequence number', protocol: 'none', cores: 2 });

/** The release, as in the mended kernel. The reader acquires in any case. */
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
  if (vma.vm_lock_seq !== smp_load_acquire(mm_lock_seq)) handle_fault(vma.vm_start, vma.vm_end);
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
  if (FIXED) smp_store_release(mm_lock_seq, seq + 1);
  else WRITE_ONCE(mm_lock_seq, seq + 1);
});

/** Uses what it is given. */
function handle_fault(start: ulong, end: ulong): void {}

observe_call(handle_fault, (start: ulong, end: ulong) => {
  check('I2', start === end);
});
