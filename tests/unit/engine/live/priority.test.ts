import { describe, expect, it } from 'vitest';
import { niceOfCrowd } from '../../../../electron/engine/live/priority';

describe('how nice threads are', () => {
  it('is as usual where each has a processor', () => {
    expect([1, 4, 8].map((threads) => niceOfCrowd(threads, 8))).toEqual([0, 0, 0]);
  });

  it('has those of one processor weigh together no more than one that is as usual', () => {
    for (const threads of [3, 4, 8, 16, 60]) expect((threads / 2) * 1.25 ** -niceOfCrowd(threads, 2)).toBeLessThanOrEqual(1);
  });

  it('is no more than Linux knows', () => {
    expect(niceOfCrowd(1000, 1)).toBe(19);
  });
});
