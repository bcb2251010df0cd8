import { describe, expect, it } from 'vitest';
import { detailsOf } from '../../../../../renderer/timeline/model/details.ts';
import { searchSlices } from '../../../../../renderer/timeline/model/search.ts';
import { modelOf } from '../trace.ts';

describe('finding on the timeline', () => {
  const model = modelOf(
    [0, 'munmap:begin', 0x1000, 0, 0], [10, 'munmap:end', 0x1000, 0, 0],
    [20, 'vma_lock.read:begin', 0x200, 0, 0], [25, 'vma_lock.read:end', 0x200, 0, 0],
    [30, 'munmap:begin', 0x2000, 0, 1], [40, 'munmap:end', 0x2000, 0, 1],
    [50, 'retry', 0x2000, 0, 1], [60, 'munmap:begin', 0x3000, 0, 0],
  );
  const find = (query: string, from: number, direction: 1 | -1 = 1): string | null => {
    const place = searchSlices(model, query, from, direction);
    const details = place && detailsOf(model.meta, place);
    return details && `${details.name} ${details.start}`;
  };

  it('goes forwards and backwards, over all threads, to what has not ended too', () => {
    expect(['munmap', 'munmap', 'munmap', 'munmap'].map((query, i) => find(query, [-1, 0, 30, 60][i]!))).toEqual(['munmap 0', 'munmap 30', 'munmap 60', null]);
    expect([find('munmap', 100, -1), find('munmap', 60, -1), find('munmap', 30, -1), find('munmap', 0, -1)]).toEqual(['munmap 60', 'munmap 30', 'munmap 0', null]);
  });

  it('takes numbers, threads and functions, and wants all words', () => {
    expect(find('0x2000', -1)).toBe('munmap 30');
    expect(find('0x2000 retry', -1)).toBe('retry 50');
    expect(find('t1', -1)).toBe('munmap 30');
    expect(find('PAGE_FAULT vma_lock', -1)).toBe('vma_lock.read 20');
    expect(find('t0 retry', -1)).toBeNull();
    expect(find('nothing', -1)).toBeNull();
    expect(find('  ', -1)).toBeNull();
  });

  it('finds by an address what was done to the range that it is in, and all in a range', () => {
    const ranges = modelOf([0, 'munmap:begin', 0x1000, 0x3000, 0], [10, 'munmap:end', 0, 0, 0], [20, 'zap', 0x5000, 0x7000, 0], [30, 'fault:begin', 0x9123, 0x1000, 0], [40, 'fault:end', 0, 0, 0], [50, 'vma_lock.wait:begin', 0x200, 0, 1], [60, 'vma_lock.wait:end', 0x200, 0, 1]);
    const all = (query: string): number[] => {
      const found: number[] = [];
      for (let at = -1; ;) {
        const place = searchSlices(ranges, query, at, 1);
        if (!place) return found;
        found.push((at = detailsOf(ranges.meta, place)!.start));
      }
    };
    expect(['0x0fff', '0x1000', '0x3fff', '0x4000', '0x6abc', '0x7000'].map(all)).toEqual([[], [0, 30], [0], [], [20], [20]]);
    expect(['0x9000–0xa000', '0x9000-0x9123', '0x3000-0x5001', '0x3000–0xa000'].map(all)).toEqual([[30], [], [0, 20], [0, 20, 30]]);
    expect(all('vma_lock 0x9000–0xa000|0x200')).toEqual([50]);
    expect(all('zap|vma_lock')).toEqual([20, 50]);
  });
});
