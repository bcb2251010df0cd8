import { expect, it, vi } from 'vitest';
import { reserveMemory } from '../../../electron/engine/reserve';

it('reserves shared memory', () => {
  const { buffer } = reserveMemory(2);
  expect(buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(buffer.byteLength).toBe(131072);
});

it('says so when more is asked for than can be addressed, whatever the machine has', () => {
  expect(() => reserveMemory(70_000)).toThrow(/needs 4,375 MiB .* has 4,096 MiB at most\. Ask for less/);
});

it('says what is missing, and what to do, when the machine cannot give it', () => {
  const memory = vi.spyOn(WebAssembly, 'Memory').mockImplementation(function () {
    throw new RangeError('could not allocate memory');
  });
  try {
    expect(() => reserveMemory(60_000)).toThrow(/no 3,750 MiB of memory left .*could not allocate.*ask for less/);
  } finally {
    memory.mockRestore();
  }
});
