import { describe, expect, it } from 'vitest';
import { threadSeed } from '../../../../electron/engine/live/control';

describe('threadSeed', () => {
  it('is never 0, which xorshift could not leave', () => {
    for (let seed = -2000; seed < 2000; seed++) for (let thread = 0; thread < 8; thread++) expect(threadSeed(seed, thread)).not.toBe(0);
  });

  it('differs by thread and by seed, and repeats', () => {
    const seeds = new Set(Array.from({ length: 64 }, (_, index) => threadSeed(index >> 3, index & 7)));
    expect(seeds.size).toBe(64);
    expect(threadSeed(7, 3)).toBe(threadSeed(7, 3));
  });
});
