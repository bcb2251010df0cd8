import { describe, expect, test } from 'vitest';
import { emitStep } from '../../../../shared/dialect/step/emit.ts';
import { compileProgram, searchOf } from './programs.ts';

/** Some 500,000 states without reduction: enough for threads to be started, and to join. */
const program = compileProgram(`
  let x: int; let y: int;
  thread('counts', { instances: 3 }, () => { for (let i = 0; i < 5; i++) { x = x + 1; y = i; } });
`);
const search = (workers: number, workerUrl: URL) => searchOf(emitStep(program, { objects: 8, states: 2_000_000, workers, symmetric: false }), { reduction: 'none', workerUrl });
const script = (text: string) => new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort } from 'node:worker_threads';${text}`)}`);

test('several workers find what one does', async () => {
  const built = new URL('../../../../out/main/search-worker.js', import.meta.url);
  const figures = async (workers: number) => {
    const { outcome, states, transitions, unexpanded, depth } = await search(workers, built);
    return { outcome, states, transitions, unexpanded, depth };
  };
  const alone = await figures(1);
  expect(alone).toMatchObject({ outcome: 'verified', unexpanded: 0 });
  expect(alone.states).toBeGreaterThan(100_000);
  for (const workers of [2, 3]) expect(await figures(workers)).toEqual(alone);
});

describe('a thread of the search', () => {
  test('that never starts is not waited for', async () => {
    expect(await search(2, script('setInterval(() => {}, 1000);'))).toMatchObject({ outcome: 'verified', unexpanded: 0 });
  });

  test.each([
    ['before it has started', "throw new Error('no such memory');", 'no such memory'],
    ['when it is to begin', "parentPort.on('message', () => process.exit(3)); parentPort.postMessage('ready');", 'a search thread ended (exit code 3)'],
    ['in its part', "parentPort.on('message', () => { throw new Error('out of memory'); }); parentPort.postMessage('ready');", 'out of memory'],
  ])('that dies %s ends it, and says why', async (_, text, message) => {
    await expect(search(2, script(text))).rejects.toThrow(message);
  });
});
