/** RCU on real threads: what a grace period waits for, in forced sequences and under load with shadow state. */
import { describe, expect, it } from 'vitest';
import { expectFine, runOnThreads, STAGES } from '../on-threads.ts';

const THING = `
const ALIVE = 0x600d;
interface thing { rcu: Embedded<rcu_head>; state: int; }
let shared: thing;
let freed: Embedded<atomic_t>;
function thing_new(): thing {
  const it = alloc<thing>();
  it.state = ALIVE;
  return it;
}
function thing_free(head: rcu_head): void {
  const it = container_of<thing>(head, 'rcu');
  it.state = 0;
  free(it);
  atomic_inc(freed);
}
setup(() => { shared = thing_new(); });
teardown(() => { free(shared); });
`;

describe('a grace period', () => {
  it('waits for the reader that is inside, and not for one that came later', async () => {
    await expectFine(`${STAGES}${THING}
thread('early reader', () => {
  rcu_read_lock();
  const it = rcu_dereference(shared);
  enter(1);
  await_stage(3);
  assert(it.state === ALIVE && atomic_read(freed) === 0, 'what the reader has found is still there');
  rcu_read_unlock();
});
thread('updater', () => {
  await_stage(1);
  const before = rcu_state.gp_ctr;
  call_rcu(xchg(shared, thing_new()).rcu, thing_free);
  wait_until(() => READ_ONCE(rcu_state.gp_ctr) !== before);
  enter(2);
});
thread('late reader', () => {
  await_stage(2);
  rcu_read_lock();
  const it = rcu_dereference(shared);
  enter(3);
  // Were this section waited for, it would never end.
  wait_until(() => atomic_read(freed) === 1);
  assert(it.state === ALIVE, 'the late reader has the new one');
  rcu_read_unlock();
});
`);
  });

  it('is waited for by synchronize_rcu; rcu_barrier waits for what was queued before', async () => {
    await expectFine(`${STAGES}${THING}
let reader_done: int;
thread('reader', () => {
  rcu_read_lock();
  enter(1);
  await_asleep(2);
  WRITE_ONCE(reader_done, 1);
  rcu_read_unlock();
});
thread('updater', () => {
  await_stage(1);
  synchronize_rcu();
  assert(READ_ONCE(reader_done) === 1, 'synchronize_rcu returns after the reader has left');
  for (let i = 0; i < 100; i++) call_rcu(xchg(shared, thing_new()).rcu, thing_free);
  rcu_barrier();
  assert(atomic_read(freed) === 100, 'rcu_barrier returns after all callbacks');
});
`);
  });
});

/** Each reader shows what it has in its hands; the callback looks whether it is in anybody's. */
const STRESS = `${THING}
interface hand { holds: thing; }
let hands: ArrayOf<Embedded<hand>, 4>;
function check_and_free(head: rcu_head): void {
  const it = container_of<thing>(head, 'rcu');
  for (let i = 0; i < hands.length; i++) assert(READ_ONCE(hands[i].holds) !== it, 'freed while a reader has it');
  thing_free(head);
}
thread('reader', { instances: 4 }, () => {
  const mine = hands[this_instance()];
  rcu_read_lock();
  const it = rcu_dereference(shared);
  WRITE_ONCE(mine.holds, it);
  const nested = pick(2) === 0;
  if (nested) rcu_read_lock();
  for (let i = pick(20); i >= 0; i--) assert(it.state === ALIVE, 'what a reader has found stays as it is');
  WRITE_ONCE(mine.holds, NULL);
  if (nested) rcu_read_unlock();
  rcu_read_unlock();
});
thread('updater', { instances: 3 }, () => {
  const old = xchg(shared, thing_new());
  // What the callback does frees it too: both ways of waiting.
  if (pick(64) === 0) {
    synchronize_rcu();
    for (let i = 0; i < hands.length; i++) assert(READ_ONCE(hands[i].holds) !== old, 'a reader has it after a grace period');
    thing_free(old.rcu);
  } else call_rcu(old.rcu, check_and_free);
});
`;

describe('under load', () => {
  it('frees nothing that a reader has found, and everything in the end', async () => {
    const counters = await expectFine(STRESS, { iterations: 20_000 });
    expect(counters.RCU_GP).toBeGreaterThan(1);
  });

  it('is caught when the grace period waits for nobody', async () => {
    const { findings } = await runOnThreads(`${STAGES}${THING}
override(rcu_gp, () => {});
thread('reader', () => {
  rcu_read_lock();
  const it = rcu_dereference(shared);
  enter(1);
  wait_until(() => atomic_read(freed) === 1);
  assert(it.state === ALIVE, 'what the reader has found is still there');
  rcu_read_unlock();
});
thread('updater', () => {
  await_stage(1);
  call_rcu(xchg(shared, thing_new()).rcu, thing_free);
});
`);
    expect(findings.join()).toMatch(/use-after-free.*thing.*freed by `rcu_gp`/s);
  });
});
