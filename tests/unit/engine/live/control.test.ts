import { describe, expect, it } from 'vitest';
import { Control, threadSeed } from '../../../../electron/engine/live/control';
import { STATUS, THREAD } from '../../../../shared/dialect/live/abi';

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

it('says of a thread that it runs as soon as it is told to go', () => {
  const block = 8192;
  const buffer = new SharedArrayBuffer(16384);
  new Control(buffer, []).go({ block });
  expect(new Int32Array(buffer)[(block + THREAD.status) / 4]).toBe(STATUS.running);
});
