/**
 * A VMA looks unlocked, and its fields are not what they are.
 *
 * A writer marks the VMA, changes its fields, and drops all marks by adding one to
 * mm_lock_seq. A reader compares the VMA's number with mm_lock_seq under the lock, and
 * then looks at the fields. In the patch mm_lock_seq is stored by WRITE_ONCE and loaded
 * by READ_ONCE, which order nothing. So the stores to the fields may pass the new
 * number; and the reader's loads of the fields may be done before its check. Either way
 * it takes the VMA for unlocked, and finds one field as it was and the other as it will
 * be. Both have to be mended: the number is stored with release and loaded with acquire
 * (commit b1f02b95758d; Jann Horn).
 *
 * Explored: verified, with sequential consistency and with `--memory tso`. With
 * `--memory lkmm-ra` violates I2, with `RELEASES=y` or `ACQUIRES=y` alone, too; with
 * `FIXED=y`, which is both, it is verified. Live, ARM and POWER may do it, x86 does
 * not.
 */
scenario({ title: 'A sequence number without order', protocol: 'none', cores: 2 });

/** As in the mended kernel: both of what follows. */
const FIXED = config('FIXED', false);
const RELEASES = config('RELEASES', false);
const ACQUIRES = config('ACQUIRES', false);

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
  const seq = FIXED || ACQUIRES ? smp_load_acquire(mm_lock_seq) : READ_ONCE(mm_lock_seq);
  if (vma.vm_lock_seq !== seq) handle_fault(vma.vm_start, vma.vm_end);
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
  if (FIXED || RELEASES) smp_store_release(mm_lock_seq, seq + 1);
  else WRITE_ONCE(mm_lock_seq, seq + 1);
});

/** Uses what it is given. */
function handle_fault(start: ulong, end: ulong): void {}

observe_call(handle_fault, (start: ulong, end: ulong) => {
  check('I2', start === end);
});
