/** What VMAs refer to: shared, copied, put back; and what else looks at VMAs one by one. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { EFAULT, EINVAL, mappings, PAGE, PMD } from '../address-space/view.ts';
import { A, leftAtTheEnd, operations, READ, RW, SIGBUS, WRITE } from './calls.ts';

const run = operations();
let mm = 0;

const of = (page: number, field: string) => run.field(run.call('vma_at', 0, A + page * PAGE), 'vm_area_struct', field);
const ranges = () => mappings(run, mm).map(({ start, end }) => [(start - A) / PAGE, (end - A) / PAGE]);

beforeEach(() => {
  mm = run.call('start');
  run.call('map', A, 4 * PAGE, RW);
});
afterEach(() => {
  expect(leftAtTheEnd(run)).toEqual({});
});

it('neighbours that differ in their rights alone share an anon_vma; both parts of a split do, and one remains of a merge', () => {
  run.call('map', A + 4 * PAGE, PAGE, READ);
  run.call('fault', A, WRITE);
  run.call('fault', A + 4 * PAGE, 0);
  expect(of(4, 'anon_vma')).toBe(of(0, 'anon_vma'));
  run.call('protect', A + PAGE, PAGE, READ);
  expect([ranges().length, of(1, 'anon_vma') === of(0, 'anon_vma'), run.count('anon_vma')]).toEqual([4, true, 1]);
  expect(run.field(of(0, 'anon_vma'), 'anon_vma', 'refcount.counter')).toBe(4);
  run.call('protect', A + PAGE, PAGE, RW);
  expect([ranges(), run.field(of(0, 'anon_vma'), 'anon_vma', 'refcount.counter')]).toEqual([[[0, 4], [4, 5]], 2]);
});

it('a merge gives the VMA that stays the anon_vma of the one that goes', () => {
  run.call('protect', A + 2 * PAGE, 2 * PAGE, READ);
  run.call('fault', A + 2 * PAGE, 0);
  const anon = of(2, 'anon_vma');
  expect(of(0, 'anon_vma')).toBe(0);
  run.call('protect', A + 2 * PAGE, 2 * PAGE, RW);
  run.call('drain_rcu');
  expect([ranges(), of(0, 'anon_vma'), run.field(anon, 'anon_vma', 'refcount.counter')]).toEqual([[[0, 4]], anon, 1]);
});

it('mbind splits, sets, merges; pages come from the node', () => {
  expect(run.call('bind', A + PAGE, PAGE, 2)).toBe(0);
  expect([ranges(), of(0, 'vm_policy')]).toEqual([[[0, 1], [1, 2], [2, 4]], 0]);
  run.call('fault', A + PAGE, WRITE);
  run.call('fault', A, WRITE);
  expect([0, 1].map((page) => run.field(run.call('frame', 0, A + page * PAGE), 'page', 'node'))).toEqual([0, 2]);
  // Neighbours of different policies get an anon_vma each, and are two for as long as they live.
  expect(of(0, 'anon_vma')).not.toBe(of(1, 'anon_vma'));
  expect(run.call('bind', A, 4 * PAGE, 2)).toBe(0);
  expect([ranges(), run.count('mempolicy')]).toEqual([[[0, 1], [1, 4]], 2]);
  expect(run.call('map', A + 4 * PAGE, PAGE, RW)).toBe(0);
  expect(ranges()).toEqual([[0, 1], [1, 4], [4, 5]]);
});

it('mbind does nothing where there is a gap', () => {
  expect(run.call('bind', A + PAGE, 4 * PAGE, 2) | 0).toBe(-EFAULT);
  expect([ranges(), of(1, 'vm_policy')]).toEqual([[[0, 4]], 0]);
});

it('missing pages of a range registered with userfaultfd are somebody else\'s business, until it is no more', () => {
  run.call('fault', A + PAGE, WRITE);
  expect(run.call('register', A + PAGE, 2 * PAGE, 1)).toBe(0);
  expect(ranges()).toEqual([[0, 1], [1, 3], [3, 4]]);
  expect([0, 1, 2].map((page) => run.call('fault', A + page * PAGE, WRITE))).toEqual([0, 0, SIGBUS]);
  expect(run.call('register', A, 4 * PAGE, 0)).toBe(0);
  expect([ranges(), run.call('fault', A + 2 * PAGE, WRITE)]).toEqual([[[0, 4]], 0]);
});

it('mlock brings the pages in, and splits; munlock joins again', () => {
  expect(run.call('lock_pages', A + PAGE, 2 * PAGE)).toBe(0);
  expect(ranges()).toEqual([[0, 1], [1, 3], [3, 4]]);
  expect([0, 1, 2, 3].map((page) => run.call('frame', 0, A + page * PAGE) !== 0)).toEqual([false, true, true, false]);
  expect(run.call('unlock_pages', A, 4 * PAGE)).toBe(0);
  expect(ranges()).toEqual([[0, 4]]);
});

it('MADV_DONTNEED stops where mlock keeps the pages', () => {
  [0, 1, 2, 3].forEach((page) => run.call('fault', A + page * PAGE, WRITE));
  run.call('lock_pages', A + 2 * PAGE, PAGE);
  expect(run.call('dontneed', A, 4 * PAGE) | 0).toBe(-EINVAL);
  expect([0, 1, 2, 3].map((page) => run.call('frame', 0, A + page * PAGE) !== 0)).toEqual([false, false, true, true]);
  expect(run.call('dontneed', A, 2 * PAGE)).toBe(0);
});

it('collapsing gives a whole table new frames with the old content', () => {
  run.call('map', A + 4 * PAGE, PMD - 4 * PAGE, RW);
  run.call('access', 0, A, WRITE);
  run.call('access', 0, A, WRITE);
  const before = run.call('frame', 0, A);
  expect(run.call('collapse', A)).toBe(0);
  const after = run.call('frame', 0, A);
  expect([after === before, run.field(after, 'page', 'stores.counter'), run.count('page'), run.count('pte_table')]).toEqual([false, 2, 1, 1]);
  expect(run.call('cached_access', A, WRITE)).toBe(0);
  expect(run.call('access', 0, A, WRITE)).toBe(0);
});

it('a reader of maps sees every mapping in turn, under its lock or, if that is refused, under mmap_lock', () => {
  run.call('map', A + 8 * PAGE, PAGE, READ);
  const lines: number[][] = [];
  for (let at = 0; run.call('next_map', at) !== 0; at = run.call('line_end')) lines.push([run.call('line_start'), run.call('line_end')].map((address) => ((address >>> 0) - A) / PAGE));
  expect(lines).toEqual([[0, 4], [8, 9]]);
});

it('taking all locks marks all VMAs', () => {
  run.call('map', A + 8 * PAGE, PAGE, READ);
  expect(run.call('all_locked')).toBe(2);
});
