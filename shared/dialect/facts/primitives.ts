/** What the dialect's primitives order, wait for and need. What they do is said in `lib.d.ts`, which is shown beside this. */
import type { WaitKind } from './facts.ts';

export interface Primitive {
  /** A phrase: `acquire: later accesses stay after it`. */
  orders: string;
  waits?: { kind: WaitKind; on: string };
  needs?: string;
}

const phrases = {
  none: 'nothing',
  dependency: 'by dependency: accesses through the pointer stay after it',
  acquire: 'acquire: later accesses of this thread stay after it',
  release: 'release: earlier accesses of this thread stay before it',
  full: 'full: nothing moves across it, either way',
};

const order = (which: keyof typeof phrases): Primitive => ({ orders: phrases[which] });

const table: Record<string, Primitive> = {
  READ_ONCE: order('none'),
  WRITE_ONCE: order('none'),
  smp_load_acquire: order('acquire'),
  smp_store_release: order('release'),
  rcu_dereference: { orders: phrases.dependency, needs: 'an RCU read-side section, or the lock that those who change the pointer hold' },
  rcu_assign_pointer: { orders: phrases.release, needs: 'what the pointer points to is written before' },
  smp_mb: order('full'),
  smp_rmb: { orders: 'loads: earlier ones stay before later ones' },
  smp_wmb: { orders: 'stores: earlier ones stay before later ones' },
  atomic_read: order('none'),
  atomic_read_acquire: order('acquire'),
  atomic_set: order('none'),
  atomic_set_release: order('release'),
  atomic_dec_and_test: order('full'),
  atomic: { orders: 'one step: no other thread is seen half-way', needs: 'a body that does not wait' },
  atomic_when: { orders: 'one step with the look at its condition', waits: { kind: 'poll', on: 'its condition' }, needs: 'a condition that only reads, and a body that does not wait' },
  futex_wait: { orders: phrases.none, waits: { kind: 'sleep', on: 'a futex_wake on the place, unless it no longer holds the value' }, needs: 'a loop around it that looks again: it may return early' },
  futex_wake: order('none'),
  wait_until: { orders: phrases.none, waits: { kind: 'poll', on: 'its condition' }, needs: 'a condition that only reads' },
  spin_until: { orders: phrases.none, waits: { kind: 'spin', on: 'its condition' }, needs: 'a condition that only reads' },
  spin_cmpxchg_acquire: { orders: phrases.acquire, waits: { kind: 'spin', on: 'the place to hold the expected value' } },
  free: { orders: phrases.none, needs: 'a pointer that `alloc` gave, not freed before, that nobody uses any more' },
};

/** What read-modify-write operations without a result order: nothing, whatever they are called. */
const withoutResult = /^atomic_(?:add|sub|inc|dec|or|and|andnot)$/;
const withResult = /^(?:cmpxchg|xchg|atomic_(?:(?:add|sub|inc|dec)_return|fetch_(?:add|sub|or|and|andnot)|cmpxchg))(_acquire|_release|_relaxed)?$/;

/** Null for a name that is no primitive with anything to say. */
export function primitive(name: string): Primitive | null {
  if (Object.hasOwn(table, name)) return table[name]!;
  if (withoutResult.test(name)) return order('none');
  const suffix = withResult.exec(name);
  if (!suffix) return null;
  return order(suffix[1] === undefined ? 'full' : suffix[1] === '_relaxed' ? 'none' : (suffix[1].slice(1) as 'acquire' | 'release'));
}

/** The order's name alone: `acquire`; null where nothing is ordered. */
export function orderName(name: string): string | null {
  const orders = primitive(name)?.orders;
  if (orders === undefined || orders === phrases.none) return null;
  return /^(acquire|release|full|loads|stores)\b/.exec(orders)?.[1] ?? (orders === phrases.dependency ? 'dependency' : null);
}
