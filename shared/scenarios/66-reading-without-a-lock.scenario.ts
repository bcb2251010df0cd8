/**
 * Reading an address space without any lock (`seqcount`; used by uprobes).
 *
 * ```
 *   mm_lock_seq   even │ odd: a writer is in │ even
 *
 *   An odd number at the beginning, or another one at the end: what was read may be
 *   of two times.
 * ```
 * Since the number is odd while a writer is inside, who has seen the same even number
 * before and after has read what was true in between. An RCU section keeps what is read
 * from being freed; nothing keeps it from changing.
 *
 * Explored: verified, with `lkmm-ra` too: the number is acquired first, and read again
 * behind a barrier. With `LOOKS_BACK=n` the reader takes a VMA for whole that mprotect
 * is splitting. `faultline mutate 66 --memory lkmm-ra` leaves out an order.
 */
scenario({
  title: 'Reading without a lock',
  protocol: 'seqcount',
  config: { MMAP_LOCK_ATOMIC: true, RCU_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false },
});

/** Whether the reader looks at the number again. */
const LOOKS_BACK = config('LOOKS_BACK', true);

const BASE = 0x100000;
const SECOND = BASE + PAGE_SIZE;

let mm: mm_struct;
let split: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, 2 * PAGE_SIZE, VM_READ | VM_WRITE);
});

thread('reader', () => {
  rcu_read_lock();
  const seq = mmap_lock_speculate_begin(mm);
  if (seq !== SPECULATION_FAILED) {
    const first = vma_lookup(mm, BASE);
    const second = vma_lookup(mm, SECOND);
    const end = READ_ONCE(first.vm_end);
    const start = READ_ONCE(second.vm_start);
    const whole = first === second ? start <= BASE && end > SECOND : start === end;
    assert(whole || (LOOKS_BACK && mmap_lock_speculate_retry(mm, seq)), 'two VMAs side by side, or one');
  }
  rcu_read_unlock();
});

thread('mprotect', () => {
  mprotect(mm, SECOND, PAGE_SIZE, split ? VM_READ | VM_WRITE : VM_READ);
  split = !split;
});

always('the number is odd only while a writer is in', () => mm === NULL || (mm.mm_lock_seq & 1) === 0 || (atomic_read(mm.mmap_lock.count) & RWSEM_WRITER_LOCKED) !== 0);

teardown(() => {
  const done = mm;
  mm = NULL;
  mmput(done);
});
