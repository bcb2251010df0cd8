import { describe, expect, it } from 'vitest';
import { rangeLines, rangeSlices } from '../../../../../renderer/timeline/view/rangeSummary.ts';
import { modelOf } from '../trace.ts';

describe('a marked range', () => {
  const model = modelOf(
    [0, 'vma_lock.read:begin', 1], [10, 'vma_lock.read:begin', 2], [20, 'vma_lock.read:end', 1], [30, 'vma_lock.read:end', 2],
    [35, 'retry'], [40, 'fault:begin', 0, 0, 1], [60, 'fault:end', 0, 0, 1],
  );

  it('is summed up by thread and category, over all depths, clipped to the range', () => {
    expect(rangeLines(model, { start: 5, end: 50 })).toEqual([
      { thread: 't0', category: 'vma_lock.read', count: 2, busy: 35, average: 17.5, median: 20, p95: 20, longest: 20, approximate: false },
      { thread: 't0', category: 'retry', count: 1, busy: null, average: null, median: null, p95: null, longest: null, approximate: false },
      { thread: 't1', category: 'fault', count: 1, busy: 10, average: 10, median: 20, p95: 20, longest: 20, approximate: false },
    ]);
  });

  it('holds nothing that only touches its edge', () => {
    const range = { start: 20, end: 40 };
    expect(rangeLines(model, range).map(({ category, count, median }) => ({ category, count, median }))).toEqual([
      { category: 'vma_lock.read', count: 1, median: 20 }, { category: 'retry', count: 1, median: null },
    ]);
    expect(rangeSlices(model, range, 1).map(({ start }) => start)).toEqual([10]);
    // An instant is where it is.
    expect(rangeLines(model, { start: 35, end: 40 }).map(({ category }) => category)).toEqual(['retry']);
  });

  it('is empty where nothing was', () => {
    expect(rangeLines(model, { start: 70, end: 90 })).toEqual([]);
    expect(rangeSlices(model, { start: 70, end: 90 }, 10)).toEqual([]);
  });

  it('is listed slice by slice in the order of time, up to a limit', () => {
    const listed = (limit: number) => rangeSlices(model, { start: 5, end: 50 }, limit).map(({ name, start }) => `${name} ${start}`);
    expect(listed(10)).toEqual(['vma_lock.read 0', 'vma_lock.read 10', 'retry 35', 'fault 40']);
    expect(listed(2)).toEqual(['vma_lock.read 0', 'vma_lock.read 10']);
  });
});
