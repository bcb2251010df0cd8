/** Who releases what nobody holds is told so, and by which lock. */
import { expect, it } from 'vitest';
import { runOnThreads } from './on-threads.ts';
import { explored } from './properties/explored.ts';

const LOCKS = `let sem: Embedded<rw_semaphore>; let lock: Embedded<spinlock_t>; let mm: mm_struct;
setup(() => { init_rwsem(sem); mm = mm_alloc(); });
teardown(() => { mmput(mm); });
`;
const READ = /^assertion failed: up_read of a semaphore that nobody holds for read in /;
const WRITE = /^assertion failed: up_write of a semaphore that nobody holds for write in up_write /;
const DOWNGRADE = /^assertion failed: downgrade_write of a semaphore that nobody holds for write in downgrade_write /;
const SPIN = /^assertion failed: spin_unlock by a task that holds no spin lock in spin_unlock /;

const UNBALANCED: [string, RegExp, string?][] = [
  ['up_read(sem);', READ],
  ['down_write(sem); up_read(sem);', READ],
  ['down_read(sem); up_read(sem); up_read(sem);', READ],
  // The other one may be let out in place of this one; then nobody is left for it to let out.
  ['down_read(sem); up_read(sem); up_read(sem);', READ, 'down_read(sem); up_read(sem);'],
  ['up_write(sem);', WRITE],
  ['down_read(sem); up_write(sem);', WRITE],
  ['down_write(sem); up_write(sem); up_write(sem);', WRITE, 'down_write(sem); up_write(sem);'],
  ['down_read(sem); downgrade_write(sem);', DOWNGRADE],
  ['down_write(sem); downgrade_write(sem); up_write(sem);', WRITE],
  ['mmap_read_unlock(mm);', READ],
  ['spin_unlock(lock);', SPIN],
  ['spin_lock(lock); spin_unlock(lock); spin_unlock(lock);', SPIN, 'spin_lock(lock); spin_unlock(lock);'],
  ['spin_lock(lock); wait_until(() => lock.locked === 0);', SPIN, 'wait_until(() => lock.locked === 1); spin_unlock(lock);'],
];

it.each(UNBALANCED.flatMap((each) => [true, false].map((atomic) => [...each.slice(0, 1), atomic, ...each.slice(1)] as [string, boolean, RegExp, string?])))('%s, mmap_lock in one step: %s', async (body, atomic, message, other) => {
  const text = `${LOCKS}thread('t', () => { ${body} });${other === undefined ? '' : `thread('other', () => { ${other} });`}`;
  const { outcome, violation } = await explored(text, { config: { MMAP_LOCK_ATOMIC: atomic, RCU_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false }, properties: [] });
  expect({ outcome, message: violation?.message }).toEqual({ outcome: 'violated', message: expect.stringMatching(message) as string });
});

it.each(['down_read(sem); up_read(sem);', 'down_write(sem); downgrade_write(sem); up_read(sem);', 'mmap_read_lock(mm); mmap_read_unlock(mm);', 'spin_lock(lock); spin_unlock(lock);'])('%s is right', async (body) => {
  for (const MMAP_LOCK_ATOMIC of [true, false]) {
    const text = `${LOCKS}thread('t', { instances: 2 }, () => { ${body} });`;
    expect(await explored(text, { config: { MMAP_LOCK_ATOMIC, RCU_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false } })).toMatchObject({ outcome: 'verified' });
  }
});

it.each([['up_read(sem);', 'up_read'], ['up_write(sem);', 'up_write'], ['down_read(sem); downgrade_write(sem);', 'downgrade_write']])('%s is told live, too', async (body, said) => {
  const { result, findings } = await runOnThreads(`${LOCKS}thread('t', () => { ${body} });`);
  expect({ outcome: result.outcome, findings: findings.join('\n') }).toEqual({ outcome: 'violated', findings: expect.stringMatching(new RegExp(`assertion: \`t\` fails the assertion "${said} of a semaphore that nobody holds`)) as string });
});
