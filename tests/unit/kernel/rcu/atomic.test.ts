/** RCU in one step each (RCU_ATOMIC): it keeps what sections have found, and no longer than it must, live and explored. */
import { describe, expect, it } from 'vitest';
import { compileProgram, explored, imageOf } from '../../engine/explore/programs.ts';
import { expectFine } from '../on-threads.ts';

const ATOMIC = { RCU_ATOMIC: true };

/** Two readers of what a writer replaces twice; the first one nests its sections. */
const USERS = `
interface item { rcu: Embedded<rcu_head>; value: int; }
let shown: item;
function item_free(head: rcu_head): void { free(container_of<item>(head, 'rcu')); }
function replace_item(): void {
  const old = shown;
  const next = alloc<item>();
  next.value = 7;
  rcu_assign_pointer(shown, next);
  if (old !== NULL) call_rcu(old.rcu, item_free);
}
setup(() => { replace_item(); });
thread('reader', { instances: 2 }, () => {
  rcu_read_lock();
  if (this_instance() === 0) rcu_read_lock();
  const found = rcu_dereference(shown);
  if (this_instance() === 0) rcu_read_unlock();
  assert(found.value === 7, 'as it was made');
  rcu_read_unlock();
});
thread('writer', () => { replace_item(); replace_item(); });
teardown(() => { free(shown); shown = NULL; });`;

const verdict = (body: string, config = ATOMIC) => explored(imageOf(compileProgram(`scenario({ title: 'RCU' });${body}`, config), 200_000), 'full');

describe('sections and callbacks in one step each', () => {
  it('on threads', async () => {
    await expectFine(`scenario({ title: 'RCU' });${USERS}`, { config: ATOMIC, iterations: 5000 });
  });

  it('in every order: nothing is freed under a section, and all in the end', async () => {
    expect(await verdict(USERS)).toMatchObject({ outcome: 'verified', reason: null, violation: null });
  });

  it('finds who reads without a section, or after it', async () => {
    const late = USERS.replace("  assert(found.value === 7, 'as it was made');\n  rcu_read_unlock();", "  rcu_read_unlock();\n  assert(found.value === 7, 'as it was made');");
    for (const config of [ATOMIC, { RCU_ATOMIC: false }]) expect(await verdict(late, config)).toMatchObject({ outcome: 'violated', violation: { kind: 'use-after-free' } });
  });

  it('has run what was queued before a barrier, whoever runs it', async () => {
    const barrier = `
interface item { rcu: Embedded<rcu_head>; }
let freed: boolean;
function item_free(head: rcu_head): void { free(container_of<item>(head, 'rcu')); freed = true; }
thread('reader', () => { rcu_read_lock(); rcu_read_unlock(); });
thread('writer', () => { call_rcu(alloc<item>().rcu, item_free); rcu_barrier(); assert(freed, 'it has run'); });`;
    for (const config of [ATOMIC, { RCU_ATOMIC: false }]) expect(await verdict(barrier, config)).toMatchObject({ outcome: 'verified', reason: null });
  });

  it('does not wait for a section that began later', async () => {
    const later = `
interface item { rcu: Embedded<rcu_head>; }
let queued: boolean; let freed: boolean;
function item_free(head: rcu_head): void { free(container_of<item>(head, 'rcu')); freed = true; }
thread('first', () => { rcu_read_lock(); rcu_read_unlock(); });
thread('writer', () => { call_rcu(alloc<item>().rcu, item_free); queued = true; });
thread('second', () => {
  if (!queued) return;
  rcu_read_lock();
  const before = freed;
  assert(before || !freed, 'freed within a section that began later');
  rcu_read_unlock();
});`;
    expect(await verdict(later)).toMatchObject({ outcome: 'violated', violation: { message: expect.stringContaining('freed within a section that began later') } });
  });

  it('a grace period ends when the sections that were open have ended', async () => {
    const synchronize = `
let shown: int; let gone: boolean;
thread('reader', { instances: 2 }, () => {
  rcu_read_lock();
  const found = READ_ONCE(shown);
  if (found === 0) assert(!gone, 'the one that it found is not gone');
  rcu_read_unlock();
});
thread('writer', () => { shown = 1; synchronize_rcu(); gone = true; });`;
    expect(await verdict(synchronize)).toMatchObject({ outcome: 'verified', reason: null, violation: null });
  });
});
