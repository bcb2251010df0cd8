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
    for (const [start, end] of [[0, 9], [0, 10], [15, 20], [15, 25], [20, 25], [21, 30]] as const) tally.wait(0, 'vma_lock.wait', 1, start, end);
    tally.waiting('vma_lock.wait', 1, 12);
    tally.waiting('vma_lock.wait', 1, 22);
    expect(tally.list()).toMatchObject([{ count: 2, waiting: 3, total: 15 }]);
  });

  it('sums up how long each thread waited, and whose wake-ups ended it, the most first', () => {
    const tally = new ContentionTally(threads, { range: all });
    const wait = (thread: number, start: number, end: number, waker: number | null): void => {
      tally.wait(thread, 'mmap_lock.wait', 1, start, end);
      if (waker !== null) tally.wake(thread, waker, end);
    };
    wait(1, 0, 12, 0);
    wait(0, 0, 10, 2);
    wait(0, 20, 30, 2);
    wait(1, 40, 45, null);
    tally.settle(Infinity);
    expect(tally.list()).toMatchObject([{ threads: [{ thread: 'a', total: 20 }, { thread: 'b', total: 17 }], wokenBy: [{ thread: 'c', count: 2 }, { thread: 'a', count: 1 }] }]);
  });

  it('settles each wait once, whether others stay open or not, and takes who woke at that very time', () => {
    const tally = new ContentionTally(threads, { range: all });
    tally.wait(0, 'mmap_lock.wait', 1, 0, 10);
    tally.wait(1, 'mmap_lock.wait', 2, 0, 20);
    tally.settle(20);
    tally.wake(1, 2, 20);
    tally.settle(21);
    tally.settle(22);
    expect(tally.list().map(({ wokenBy }) => wokenBy)).toEqual([[{ thread: 'c', count: 1 }], []]);
  });

  it('has the locks first that cost most, and among equal ones those that most still wait for', () => {
    const tally = new ContentionTally(threads, { range: all });
    tally.wait(0, 'vma_lock.wait', 1, 0, 10);
    tally.wait(0, 'vma_lock.wait', 2, 0, 30);
    tally.waiting('mmap_lock.wait', 3, 0);
    for (let i = 0; i < 2; i++) tally.waiting('mmap_lock.wait', 4, 0);
    tally.wait(0, 'mmap_lock.wait', 5, 0, 20);
    expect(tally.list().map(({ object }) => object)).toEqual([2, 5, 1, 4, 3]);
  });

  it('keeps the costliest of too many locks, and the sums of the others', () => {
    const tally = new ContentionTally(threads, { range: all, mostLocks: 4 });
    for (let object = 1; object <= 9; object++) tally.wait(0, 'vma_lock.wait', object, 0, object === 3 ? 100 : object);
    const listed = tally.list();
    expect(listed[0]).toMatchObject({ object: 3, total: 100 });
    expect(listed.length).toBe(tally.size);
    expect(listed.length).toBeLessThanOrEqual(4);
    expect(listed.reduce((sum, { count }) => sum + count, tally.forgotten.count)).toBe(9);
    expect(listed.reduce((sum, { total }) => sum + total, tally.forgotten.total)).toBe(100 + 42);
    expect(tally.list(1)).toEqual(listed.slice(0, 1));
  });
});
