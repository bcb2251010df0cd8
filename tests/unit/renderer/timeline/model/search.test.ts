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
});
