/** What may sleep fails where a task must not, whether it would have slept or not. */
import { expect, it } from 'vitest';
import { explored } from './properties/explored.ts';

const LOCKS = `let sem: Embedded<rw_semaphore>; let lock: Embedded<spinlock_t>; let other: Embedded<spinlock_t>; let mm: mm_struct; let done: Embedded<completion>;
setup(() => { init_rwsem(sem); mm = mm_alloc(); done.done = true; });
teardown(() => { mmput(mm); });
`;
const SPIN = 'what may sleep is called under a spin lock';
const RCU = 'what may sleep is called inside an RCU read-side critical section';
const SLEEPS = [
  'down_read(sem); up_read(sem);', 'down_write(sem); up_write(sem);', 'if (down_read_killable(sem) === 0) up_read(sem);', 'if (down_write_killable(sem) === 0) up_write(sem);',
  'mmap_read_lock(mm); mmap_read_unlock(mm);', 'mmap_write_lock(mm); mmap_write_unlock(mm);',
  'if (mmap_read_lock_killable(mm) === 0) mmap_read_unlock(mm);', 'if (mmap_write_lock_killable(mm) === 0) mmap_write_unlock(mm);', 'wait_for_completion(done);',
];
const DOES_NOT = ['if (down_read_trylock(sem)) up_read(sem);', 'if (mmap_read_trylock(mm)) mmap_read_unlock(mm);', 'spin_lock(other); spin_unlock(other);', 'rcu_read_lock(); rcu_read_unlock();'];

const toldOf = async (body: string): Promise<string> => {
  const { outcome, violation } = await explored(`${LOCKS}thread('t', () => { ${body} });`, { config: { RCU_ATOMIC: true }, properties: [] });
  return violation?.message ?? outcome;
};

it.each(SLEEPS)('%s may', async (body) => {
  expect(await toldOf(`spin_lock(lock); ${body} spin_unlock(lock);`)).toContain(`assertion failed: ${SPIN} in might_sleep`);
  expect(await toldOf(`spin_lock(lock); spin_lock(other); spin_unlock(other); ${body} spin_unlock(lock);`)).toContain(SPIN);
  expect(await toldOf(`rcu_read_lock(); ${body} rcu_read_unlock();`)).toContain(`assertion failed: ${RCU} in might_sleep`);
  expect(await toldOf(`spin_lock(lock); spin_unlock(lock); rcu_read_lock(); rcu_read_unlock(); ${body}`)).toBe('verified');
});

it.each(DOES_NOT)('%s does not', async (body) => {
  expect(await toldOf(`spin_lock(lock); rcu_read_lock(); ${body} rcu_read_unlock(); spin_unlock(lock);`)).toBe('verified');
});
