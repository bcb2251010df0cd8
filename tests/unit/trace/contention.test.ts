import { describe, expect, it } from 'vitest';
import { ContentionTally } from '../../../shared/trace/contention.ts';

const threads = ['a', 'b', 'c'].map((name, index) => ({ index, name, kind: 'thread' as const }));
const all = { start: -Infinity, end: Infinity };

describe('contention, told bit by bit', () => {
  it('knows who ended a wait when that is told later, or was told long before other things', () => {
    const tally = new ContentionTally(threads, { range: all });
    tally.wake(0, 2, 5);
    tally.wait(0, 'mmap_lock.wait', 0x100, 10, 30);
    tally.settle(20);
    // The thread's own wake-up comes with another thread's events.
    tally.wake(0, 1, 29);
    tally.settle(31);
    tally.wake(1, 2, 40);
    tally.settle(100);
    // Began before all that was settled; its wake-up was the last one then.
    tally.wait(1, 'mmap_lock.wait', 0x100, 35, 120);
    tally.settle(Infinity);
    expect(tally.list()).toEqual([{
      category: 'mmap_lock.wait', object: 0x100, count: 2, waiting: 0, total: 105, longest: 85, median: 20, p95: 85,
      threads: [{ thread: 'b', total: 85 }, { thread: 'a', total: 20 }], wokenBy: [{ thread: 'b', count: 1 }, { thread: 'c', count: 1 }],
    }]);
  });

  it('counts what ends in the range, and what still goes on at its end', () => {
    const tally = new ContentionTally(threads, { range: { start: 10, end: 20 } });
    for (const [start, end] of [[0, 9], [0, 10], [15, 20], [15, 25], [21, 30]] as const) tally.wait(0, 'vma_lock.wait', 1, start, end);
    tally.waiting('vma_lock.wait', 1, 12);
    tally.waiting('vma_lock.wait', 1, 22);
    expect(tally.list()).toMatchObject([{ count: 2, waiting: 2, total: 15 }]);
  });

  it('keeps the costliest of too many locks, and the sums of the others', () => {
    const tally = new ContentionTally(threads, { range: all, mostLocks: 4 });
    for (let object = 1; object <= 9; object++) tally.wait(0, 'vma_lock.wait', object, 0, object === 1 ? 100 : object);
    const listed = tally.list();
    expect(listed[0]).toMatchObject({ object: 1, total: 100 });
    expect(listed.length).toBe(tally.size);
    expect(listed.length).toBeLessThanOrEqual(4);
    expect(listed.reduce((sum, { count }) => sum + count, tally.forgotten.count)).toBe(9);
    expect(listed.reduce((sum, { total }) => sum + total, tally.forgotten.total)).toBe(100 + 44);
    expect(tally.list(1)).toEqual(listed.slice(0, 1));
  });
});
