/** RCU's rules, one call at a time: nesting, what a grace period waits for, order and batches of callbacks. */
import { beforeEach, describe, expect, it } from 'vitest';
import { failureOf } from '../../dialect/run-live.ts';
import { runKernel } from '../in-thread.ts';

const BATCH = 4;
const STEP = 256;

const run = runKernel(`
interface item { rcu: Embedded<rcu_head>; number: int; follower: item; }
let order: ArrayOf<int, 128>;
let invoked: int;
function freed(head: rcu_head): void {
  const it = container_of<item>(head, 'rcu');
  order[invoked++] = it.number;
  if (it.follower !== NULL) call_rcu(it.follower.rcu, freed);
  free(it);
}
function forget(): void { invoked = 0; }
function item_new(number: int, follower: item): item {
  const it = alloc<item>();
  it.number = number;
  it.follower = follower;
  return it;
}
function queue(it: item): void { call_rcu(it.rcu, freed); }
function lock(): void { rcu_read_lock(); }
function unlock(): void { rcu_read_unlock(); }
function close(): void { while (current().rcu_ctr !== 0) rcu_read_unlock(); }
function ctr(): int { return current().rcu_ctr; }
function gp_ctr(): int { return rcu_state.gp_ctr; }
function set_gp_ctr(value: int): void { rcu_state.gp_ctr = value; }
/** What the grace-period thread waits for, of one task. */
function quiescent(gp: int): boolean { return rcu_quiescent(current(), gp); }
`, { config: { RCU_BATCH: BATCH } });

const order = () => Array.from({ length: run.get('invoked') }, (_, i) => run.words[(run.address('order') >> 2) + i]!);
const queue = (numbers: number[]) => numbers.forEach((n) => run.call('queue', run.call('item_new', n, 0)));
const numbers = (n: number) => Array.from({ length: n }, (_, i) => i + 1);

beforeEach(() => {
  // A section that a failed test has left open would hold up RCU for ever.
  for (const task of [1, 2, 3]) run.callOn(task, 'close');
  run.call('set_gp_ctr', 0);
  run.call('drain_rcu');
  run.call('forget');
});

describe('read sections', () => {
  it('nest, and end with the outermost', () => {
    run.callOn(1, 'lock');
    run.callOn(1, 'lock');
    run.callOn(1, 'lock');
    expect(run.callOn(1, 'ctr') - run.call('gp_ctr')).toBe(3);
    run.callOn(1, 'unlock');
    run.callOn(1, 'unlock');
    expect(run.callOn(1, 'quiescent', run.call('gp_ctr') + STEP)).toBe(0);
    run.callOn(1, 'unlock');
    expect(run.callOn(1, 'ctr')).toBe(0);
  });

  it('are not left open for ever', () => {
    for (let depth = 1; depth <= 255; depth++) run.callOn(1, 'lock');
    expect(failureOf(() => run.callOn(1, 'lock')).message).toContain('rcu_read_lock without rcu_read_unlock');
    run.callOn(1, 'close');
  });

  it('are closed only by whoever opened them', () => {
    run.callOn(1, 'lock');
    expect(failureOf(() => run.callOn(2, 'unlock')).message).toContain('rcu_read_unlock without rcu_read_lock');
    run.callOn(1, 'unlock');
  });

  it.each([0, 0x7fffff00, -STEP, -2 * STEP])('hold up the grace period they began before, not later ones (grace period %i, wrap included)', (start) => {
    run.call('set_gp_ctr', start);
    run.callOn(1, 'lock');
    const gp = (start + STEP) | 0;
    run.call('set_gp_ctr', gp);
    run.callOn(2, 'lock');
    expect([1, 2, 3].map((task) => run.callOn(task, 'quiescent', gp))).toEqual([0, 1, 1]);
    expect([1, 2, 3].map((task) => run.callOn(task, 'quiescent', (gp + STEP) | 0))).toEqual([0, 0, 1]);
    run.callOn(1, 'unlock');
    run.callOn(2, 'unlock');
    expect([1, 2].map((task) => run.callOn(task, 'quiescent', gp))).toEqual([1, 1]);
    run.call('set_gp_ctr', 0);
  });
});

describe('callbacks', () => {
  it('run in the order in which they were queued, never before a round of the grace-period thread', () => {
    queue([7, 3, 5]);
    expect(order()).toEqual([]);
    run.call('rcu_round');
    expect(order()).toEqual([7, 3, 5]);
    expect(run.count('item')).toBe(0);
  });

  it('keep their order over several grace periods', () => {
    queue(numbers(6));
    run.call('rcu_round');
    queue([7, 8]);
    run.call('drain_rcu');
    expect(order()).toEqual(numbers(8));
  });

  it(`are invoked ${BATCH} at a time`, () => {
    queue(numbers(10));
    const after = [1, 2, 3].map(() => (run.call('rcu_round'), order().length));
    expect(after).toEqual([4, 8, 10]);
    expect(order()).toEqual(numbers(10));
  });

  it('are invoked all at once when very many wait', () => {
    const many = numbers(BATCH * 8 + 1);
    queue(many);
    run.call('rcu_round');
    expect(order()).toEqual(many);
  });

  it('may queue others, which wait for a grace period of their own', () => {
    const before = run.counter('RCU_GP');
    run.call('queue', run.call('item_new', 1, run.call('item_new', 2, 0)));
    run.call('rcu_round');
    expect(order()).toEqual([1]);
    run.call('rcu_round');
    expect(order()).toEqual([1, 2]);
    expect(run.counter('RCU_GP') - before).toBe(2);
  });
});
