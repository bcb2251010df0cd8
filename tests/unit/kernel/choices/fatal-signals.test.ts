/** Fatal signals: waiters that are killed, on threads and explored. */
import { describe, expect, it } from 'vitest';
import { expectFine, STAGES } from '../on-threads.ts';
import { explored } from '../properties/explored.ts';

/** A signal that a test sends: to a task that sleeps, too. */
const KILLED = `${STAGES}
let sem: Embedded<rw_semaphore>;
let killed: ArrayOf<boolean, 8>;
override(fatal_signal_pending, (): boolean => READ_ONCE(killed[this_thread()]));
function kill(task: int): void {
  WRITE_ONCE(killed[task], true);
  wake_up_process(init_tasks[task]);
}
setup(() => { init_rwsem(sem); });
always('free at the end', () => atomic_read(sem.count) === 0 && list_empty(sem.wait_list));
`;
const config = { RWSEM_SPIN_ON_OWNER: false, FATAL_SIGNALS: 1 };

describe('on threads', { timeout: 60_000 }, () => {
  it('a writer killed in its sleep lets in the reader that was behind it', async () => {
    await expectFine(`${KILLED}
thread('reader', () => {
  down_read(sem);
  enter(1);
  await_asleep(2);
  enter(2);
  await_asleep(3);
  kill(2);
  // Only when the other reader is in as well does this one leave.
  await_stage(3);
  up_read(sem);
});
thread('writer', () => {
  await_stage(1);
  assert(down_write_killable(sem) === -EINTR, 'it is killed');
});
thread('late reader', () => {
  await_stage(2);
  down_read(sem);
  enter(3);
  up_read(sem);
});
`, { config });
  });

  it('a reader killed in its sleep leaves no flag behind; one that waits unkillably goes on waiting', async () => {
    await expectFine(`${KILLED}
thread('writer', () => {
  down_write(sem);
  enter(1);
  await_asleep(2);
  kill(2);
  await_stage(2);
  assert(atomic_read(sem.count) === RWSEM_WRITER_LOCKED, 'nobody waits');
  enter(3);
  await_asleep(3);
  kill(3);
  assert((atomic_read(sem.count) & RWSEM_FLAG_WAITERS) !== 0, 'it still waits');
  up_write(sem);
});
thread('killable', () => {
  await_stage(1);
  assert(down_read_killable(sem) === -EINTR, 'it is killed');
  enter(2);
});
thread('unkillable', () => {
  await_stage(3);
  down_read(sem);
  up_read(sem);
});
`, { config });
  });
});

describe('explored', { timeout: 600_000 }, () => {
  it('a killed reader leaves no flag behind and passes the wake-up on', async () => {
    const verdict = await explored(`
let sem: Embedded<rw_semaphore>;
setup(() => { init_rwsem(sem); down_write(sem); });
thread('holder', () => { up_write(sem); });
thread('killed', () => { if (down_read_killable(sem) === 0) up_read(sem); });
thread('writer', () => { down_write(sem); up_write(sem); });
sometimes('killed', () => signals.failed.counter === 1);
teardown(() => { assert(atomic_read(sem.count) === 0 && list_empty(sem.wait_list)); });
`, { config });
    expect([verdict.outcome, verdict.violation?.message]).toEqual(['verified', undefined]);
    expect(verdict.sometimes).toEqual([{ name: 'killed', seen: true }]);
    expect(verdict.covers.assumed).toEqual(['no allocation fails', 'at most 1 fatal signal arrives', expect.stringMatching(/^what was freed/), expect.stringMatching(/^loops end/)]);
  });

  it('a fault that is killed while it waits for mmap_lock holds nothing and breaks nothing', async () => {
    const verdict = await explored(`
let mm: mm_struct;
let fault: int;
setup(() => { mm = mm_alloc(); mmap(mm, 0x1000, 0x1000, VM_READ | VM_WRITE); page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });
thread('fault', () => { fault = page_fault(mm, 0x1000, FAULT_FLAG_WRITE); });
thread('munmap', () => { assert(munmap(mm, 0x1000, 0x1000) === 0); });
sometimes('killed', () => fault === VM_FAULT_SIGNAL);
teardown(() => { mmput(mm); });
`, { config });
    expect([verdict.outcome, verdict.violation?.message]).toEqual(['verified', undefined]);
    expect(verdict.sometimes).toEqual([{ name: 'killed', seen: true }]);
  });
});
