/** The defect of the posted patch, forced: up_read() goes on in a semaphore whose VMA is gone. And its remedy. */
import { expect, it } from 'vitest';
import { expectFine, runOnThreads, STAGES } from '../on-threads.ts';

/**
 * The reader has taken itself out of the count, and stops before it looks at the semaphore once more. The writer, queued
 * behind it, wakes up for another reason, takes the lock, and frees the VMA. `GONE`: whether it waits until that is done.
 */
const SCENARIO = `${STAGES}
const A = 0x20000;
const GONE = config('GONE', true);
const IN_SECTION = config('IN_SECTION', false);
let mm: mm_struct;
setup(() => { mm = mm_alloc(); mmap(mm, A, PAGE_SIZE, VM_READ); });
teardown(() => { mmput(mm); });
override(clear_nonspinnable, (sem: rw_semaphore): void => {
  if (stage === 1 && this_thread() === 1) {
    assert((current().rcu_ctr !== 0) === IN_SECTION, 'the remedy is an RCU section around all this');
    enter(2);
    await_stage(3);
  }
  if (rwsem_test_oflags(sem, RWSEM_NONSPINNABLE)) atomic_andnot(RWSEM_NONSPINNABLE, sem.owner);
});
thread('fault', () => {
  const vma = lock_vma_under_rcu(mm, A);
  enter(1);
  await_asleep(2);
  vma_read_unlock(vma);
});
thread('munmap', () => {
  await_stage(1);
  munmap(mm, A, PAGE_SIZE);
  if (GONE) rcu_barrier();
  enter(3);
});
thread('somebody', () => {
  await_stage(2);
  wake_up_process(init_tasks[2]);
});
`;
const config = { RWSEM_SPIN_ON_OWNER: false, VMA_FREE_BATCH: 0 };

it('as posted, the reader goes on in freed memory', async () => {
  const { findings } = await runOnThreads(SCENARIO, { protocol: 'v1-rwsem', config: { ...config, GONE: true } });
  expect(findings.join('\n')).toMatch(/use-after-free: `fault` reads rw_semaphore.*freed by `rcu_gp` in vm_area_free_rcu_cb.*vm_area_struct.vm_lock/s);
});

it('with the remedy it is in an RCU section, and the VMA is still there', async () => {
  await expectFine(SCENARIO, { protocol: 'v1-rwsem-rcu', config: { ...config, GONE: false, IN_SECTION: true } });
});
