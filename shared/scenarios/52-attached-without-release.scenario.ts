/**
 * A VMA is attached before its fields can be seen.
 *
 * With a reference count in place of the semaphore, a VMA's memory may be used again at
 * once, for another VMA. A reader that still has a pointer to it raises the count
 * unless it is 0. Once it has, the fields have to be those of the new VMA. For that the
 * writer has to store the count with release when it attaches the VMA, and the reader
 * has to raise it with acquire: with only one of them, the reader may raise the new
 * count and find old fields. (Reviewed by Deacon and Danton; docs/memory-models.md.)
 *
 * Explored: verified, with sequential consistency and with `--memory tso`. With
 * `--memory lkmm-ra` violates I2, with `RELEASES=y` or `ACQUIRES=y` alone, too; with
 * `FIXED=y`, which is both, it is verified. Live, ARM and POWER may do it, x86 does
 * not.
 */
scenario({ title: 'Attached without release', protocol: 'none', cores: 2 });

/** As the kernel has it: both of what follows. */
const FIXED = config('FIXED', false);
const RELEASES = config('RELEASES', false);
const ACQUIRES = config('ACQUIRES', false);

property('I2', 'no torn read', 'What a task reads of a VMA while it holds it for read is from one version.');

/** What matters of it here. In each version both fields are equal. */
interface vm_area_struct {
  vm_start: ulong;
  vm_end: ulong;
  /** 0: detached; 1: attached; more: readers. */
  vm_refcnt: Embedded<atomic_t>;
}

/** Detached, with the fields that it had. */
let vma: Embedded<vm_area_struct>;
let version: int;

/** Its pointer is older than the VMA. */
thread('fault', () => {
  const refs = atomic_read(vma.vm_refcnt);
  if (refs === 0) return;
  const seen = FIXED || ACQUIRES ? atomic_cmpxchg_acquire(vma.vm_refcnt, refs, refs + 1) : atomic_cmpxchg_relaxed(vma.vm_refcnt, refs, refs + 1);
  if (seen !== refs) return;
  handle_fault(vma.vm_start, vma.vm_end);
  atomic_dec_return_release(vma.vm_refcnt);
});

/** Makes a new VMA of the same memory, and takes it away when nobody reads it. */
thread('mmap', () => {
  version++;
  vma.vm_start = version;
  vma.vm_end = version;
  if (FIXED || RELEASES) atomic_set_release(vma.vm_refcnt, 1);
  else atomic_set(vma.vm_refcnt, 1);
  spin_cmpxchg_acquire(vma.vm_refcnt.counter, 1, 0);
});

/** Uses what it is given. */
function handle_fault(start: ulong, end: ulong): void {}

observe_call(handle_fault, (start: ulong, end: ulong) => {
  check('I2', start === vma.vm_start && end === vma.vm_end);
});
