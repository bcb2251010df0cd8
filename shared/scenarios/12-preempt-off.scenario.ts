/**
 * With preemption off, up_read() closes its window by accident.
 *
 * Alexander Gordeev asked in November 2023: `__up_read` runs with preemption off, so
 * does that not hold off the grace period? Nobody answered. Kernels with one kind of
 * RCU for all do wait for stretches with preemption off, as for read sections.
 *
 * The switch says what grace periods wait for. `PREEMPT_OFF_HOLDS_OFF_GP=y` (here):
 * explored, it is verified. `=n`: violates I4, as in scenario 11. So the answer is yes,
 * and the protocol then rests on three things that it does not say: that up_read goes
 * from its first access to its last with preemption off (the code quoted in January
 * 2023 does not), that this RCU counts such stretches, and that it is not PREEMPT_RT,
 * whose semaphores are made otherwise.
 * Live, this is as fast as the real remedy, which is the same thing said openly.
 */
scenario({
  title: 'up_read() with preemption off',
  protocol: 'v1-rwsem',
  config: { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 },
});

const BASE = 0x100000;

/** Whether a grace period waits for stretches with preemption off, as since Linux 4.20. */
const PREEMPT_OFF_HOLDS_OFF_GP = config('PREEMPT_OFF_HOLDS_OFF_GP', true);

let mm: mm_struct;
let mapped: boolean;

setup(() => {
  mm = mm_alloc();
  mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = true;
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('fault', () => {
  page_fault(mm, BASE, FAULT_FLAG_WRITE);
});

thread('munmap', () => {
  if (mapped) munmap(mm, BASE, PAGE_SIZE);
  else mmap(mm, BASE, PAGE_SIZE, VM_READ | VM_WRITE);
  mapped = !mapped;
});

function preempt_disable(): void {
  if (PREEMPT_OFF_HOLDS_OFF_GP) rcu_read_lock();
}

function preempt_enable(): void {
  if (PREEMPT_OFF_HOLDS_OFF_GP) rcu_read_unlock();
}

override(up_read, (sem: rw_semaphore) => {
  preempt_disable();
  const count = atomic_add_return_release(-RWSEM_READER_BIAS, sem.count);
  if ((count & (RWSEM_LOCK_MASK | RWSEM_FLAG_WAITERS)) === RWSEM_FLAG_WAITERS) {
    clear_nonspinnable(sem);
    rwsem_wake(sem);
  }
  preempt_enable();
});

teardown(() => {
  mmput(mm);
});
