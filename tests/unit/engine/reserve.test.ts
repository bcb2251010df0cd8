import { expect, it, vi } from 'vitest';
import { noRoomIn, reserveMemory } from '../../../electron/engine/reserve';

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

it.each([
  [Object.assign(new Error(`EMFILE: too many open files, open 'x'`), { code: 'EMFILE' }), /open files .*EMFILE.*ulimit -n/],
  [Object.assign(new Error('Worker initialization failure: EMFILE'), { code: 'ERR_WORKER_INIT_FAILED' }), /open files .*EMFILE/],
  [Object.assign(new Error('Worker initialization failure: EAGAIN'), { code: 'ERR_WORKER_INIT_FAILED' }), /cannot start as many threads .*EAGAIN/],
])('says what else the machine does not have: %s', (error, words) => {
  expect(noRoomIn(error)?.message).toMatch(words);
});

it.each([new Error('something else'), 'no error', null])('takes nothing else for that: %s', (error) => {
  expect(noRoomIn(error)).toBe(null);
});
