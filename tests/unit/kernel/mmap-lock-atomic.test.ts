/** mmap_lock in one step each (MMAP_LOCK_ATOMIC): it excludes as the semaphore does, live and explored. */
import { expect, test } from 'vitest';
import { explored, imageOf, compileProgram } from '../engine/explore/programs.ts';
import { expectFine } from './on-threads.ts';

const ATOMIC = { MMAP_LOCK_ATOMIC: true, RWSEM_SPIN_ON_OWNER: false };

/** Writers count up by halves; readers must not see one. */
const USERS = `
let mm: mm_struct; let a: int; let b: int;
setup(() => { mm = mm_alloc(); });
teardown(() => { mmput(mm); });
function write_both(): void { mmap_write_lock(mm); a++; b++; }
thread('writer', { instances: 2 }, () => { write_both(); mmap_write_unlock(mm); });
thread('downgrader', () => { write_both(); mmap_write_downgrade(mm); assert(a === b, 'nobody writes'); mmap_read_unlock(mm); });
thread('reader', () => {
  if (this_instance() === 0) mmap_read_lock(mm);
  else if (!mmap_read_trylock(mm)) return;
  assert(a === b, 'nobody writes');
  mmap_read_unlock(mm);
});`;

test('writers, a downgrade and readers on threads', async () => {
  await expectFine(`scenario({ title: 'mmap_lock' });${USERS}`, { config: ATOMIC, iterations: 5000 });
});

test('the same in every order', async () => {
  const program = compileProgram(`scenario({ title: 'mmap_lock' });${USERS.replace("thread('reader',", "thread('reader', { instances: 2 },")}`, ATOMIC);
  expect(await explored(imageOf(program, 200_000), 'full')).toMatchObject({ outcome: 'verified', reason: null, violation: null });
});
