import { expect, it } from 'vitest';
import { reserveMemory } from '../../../electron/engine/reserve';

it('reserves shared memory', () => {
  const { buffer } = reserveMemory(2);
  expect(buffer).toBeInstanceOf(SharedArrayBuffer);
  expect(buffer.byteLength).toBe(131072);
});

it('says what is missing, and what to do, when it cannot be had', () => {
  expect(() => reserveMemory(70_000)).toThrow(/no 4,375 MiB of memory left .*ask for less/);
});
