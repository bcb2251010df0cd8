import { describe, expect, it } from 'vitest';
import { contention } from '../../../../../renderer/timeline/model/waits.ts';
import { modelOf } from '../trace.ts';

describe('contention', () => {
  const model = modelOf(
    [10, 'mmap_lock.wait:begin', 0x100, 0, 0], [30, 'mmap_lock.wait:end', 0x100, 0, 0],
    [40, 'vma_lock.wait:begin', 0x200, 0, 0], [45, 'vma_lock.wait:end', 0x200, 0, 0],
    [50, 'mmap_lock.wait:begin', 0x100, 0, 0], [90, 'mmap_lock.wait:end', 0x100, 0, 0],
    [95, 'mmap_lock.wait:begin', 0x100, 0, 0],
    // Thread 1 wakes thread 0: within its first wait, and too early for the second one.
    [29, 'wake', 0, 0x104, 1], [48, 'wake', 0, 0x104, 1],
  );

  it('says how long each lock was waited for, by whom and behind whom', () => {
    expect(contention(model, 0, Infinity)).toEqual([
      { category: 'mmap_lock.wait', object: 0x100, count: 2, waiting: 1, total: 60, longest: 40, median: 20, p95: 40, threads: [{ thread: 't0', total: 60 }], wokenBy: [{ thread: 't1', count: 1 }] },
      { category: 'vma_lock.wait', object: 0x200, count: 1, waiting: 0, total: 5, longest: 5, median: 5, p95: 5, threads: [{ thread: 't0', total: 5 }], wokenBy: [] },
    ]);
  });

  it('counts the waits that end in a range', () => {
    // One more begins in it, and goes on.
    expect(contention(model, 35, 60)).toMatchObject([{ category: 'vma_lock.wait', count: 1, waiting: 0 }, { category: 'mmap_lock.wait', count: 0, waiting: 1, total: 0 }]);
    expect(contention(modelOf([0, 'fault:begin'], [5, 'fault:end']), 0, Infinity)).toEqual([]);
  });
});
