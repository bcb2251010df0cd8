/** What sleepers wait for is told by the kernel's locks, which have them in their lists. */
import { expect, it } from 'vitest';
import { tell } from '../../../../electron/engine/replay/tell.ts';
import { emitStep } from '../../../../shared/dialect/step/emit.ts';
import { foundIn, OBJECTS, programOf } from './small.ts';

/** What is wrong at last. */
async function messageOf(threads: string): Promise<string> {
  const image = emitStep(programOf(`let mm: mm_struct;
    setup(() => { mm = mm_alloc(); });
    ${threads}`, {}, 'v1-rwsem-rcu'), { ...OBJECTS, states: 50_000, workers: 1 });
  return tell(image, OBJECTS, await foundIn(image)).message;
}

it.each([
  ['a reader that has ended and never let go', 'mmap_read_lock(mm);', 'wait_until(() => !mmap_is_free()); mmap_write_lock(mm);', 'b waits for mmap_lock for write, held by 1 reader (a, which has ended)'],
  ['a writer that has', 'mmap_write_lock(mm);', 'wait_until(() => !mmap_is_free()); mmap_read_lock(mm);', 'b waits for mmap_lock for read, held for write (a, which has ended)'],
  ['a reader that wants to write', 'mmap_read_lock(mm); mmap_read_unlock(mm); stuck = 1;', 'wait_until(() => stuck !== 0); mmap_read_lock(mm); mmap_write_lock(mm);', 'b waits for mmap_lock for write, held by 1 reader (b itself)'],
  ['a section that is left open, before boot waits for it', 'rcu_read_lock();', '', 'a thread ends inside an RCU read-side critical section in thread a'],
  ['a writer, and the grace period that this one waits for', 'mmap_write_lock(mm); synchronize_rcu();', 'rcu_read_lock(); wait_until(() => mmap_is_free()); rcu_read_unlock();', 'a waits for a grace period, held up by 1 RCU section (b); b waits while'],
  ['a writer', 'mmap_write_lock(mm); wait_until(() => stuck !== 0);', 'wait_until(() => !mmap_is_free()); mmap_read_lock(mm);', 'b waits for mmap_lock for read, held for write (a)'],
])('%s', async (_, a, b, told) => {
  const message = await messageOf(`let stuck: int;
    function mmap_is_free(): boolean { return mm.mmap_lock.count.counter === 0; }
    thread('a', () => { ${a} });
    thread('b', () => { ${b} });`);
  expect(message).toContain(told);
});

it('nobody, where who had it last has woken nobody', async () => {
  const message = await messageOf(`let stuck: int;
    function waits(): boolean { return (mm.mmap_lock.count.counter & RWSEM_FLAG_WAITERS) !== 0; }
    override(rwsem_wake, () => {});
    thread('a', () => { mmap_read_lock(mm); stuck = 1; wait_until(() => waits()); mmap_read_unlock(mm); wait_until(() => stuck === 2); });
    thread('b', () => { wait_until(() => stuck !== 0); mmap_write_lock(mm); });`);
  expect(message).toMatch(/b waits for mmap_lock for write, free$/);
});
