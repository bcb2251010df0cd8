import { describe, expect, test } from 'vitest';
import { SearchThreads } from '../../../../electron/engine/explore/search-threads.ts';
import type { Program } from '../../../../shared/dialect/compile.ts';
import { emitStep, type StepImage } from '../../../../shared/dialect/step/emit.ts';
import { compileProgram, searchByAll, searchOf } from './programs.ts';

/** Some 500,000 states without reduction: enough for threads to be started, and to join. */
const program = compileProgram(`
  let x: int; let y: int;
  thread('counts', { instances: 3 }, () => { for (let i = 0; i < 5; i++) { x = x + 1; y = i; } });
`);
const script = (text: string) => new URL(`data:text/javascript,${encodeURIComponent(`import { parentPort, workerData } from 'node:worker_threads';${text}`)}`);

const search = (workers: number, url?: URL) => searchByAll(emitStep(program, { objects: 8, states: 2_000_000, workers, symmetric: false }), { reduction: 'none' }, url);

test('several workers find what one does', async () => {
  const figures = async (workers: number) => {
    const { outcome, states, transitions, unexpanded, depth } = await search(workers);
    return { outcome, states, transitions, unexpanded, depth };
  };
  const alone = await figures(1);
  expect(alone).toMatchObject({ outcome: 'verified', unexpanded: 0 });
  expect(alone.states).toBeGreaterThan(100_000);
  for (const workers of [2, 3]) expect(await figures(workers)).toEqual(alone);
});

test('threads go from one search to the next', async () => {
  const threads = new SearchThreads(new URL('../../../../out/main/search-worker.js', import.meta.url), 1);
  const image = (from: Program) => emitStep(from, { objects: 8, states: 2_000_000, workers: 2, symmetric: false });
  const [large, small] = [image(program), image({ ...program, threads: program.threads.map((t) => ({ ...t, instances: 2 })) })];
  const states = async (of: StepImage) => (await searchOf(of, { reduction: 'none', threads })).states;
  const sizes = [await states(large), await states(small), await states(large)];
  await threads.end();
  expect(sizes[1]).toBeLessThan(sizes[0]!);
  expect(sizes[2]).toBe(sizes[0]);
});

describe('a thread of the search', () => {
  test('that never starts is not waited for', async () => {
    expect(await search(2, script('setInterval(() => {}, 1000);'))).toMatchObject({ outcome: 'verified', unexpanded: 0 });
  });

  test.each([
    ['before it has started', "throw new Error('no such memory');", 'no such memory'],
    ['before it is called', 'process.exit(5);', 'a search thread ended (exit code 5)'],
    ['when it is to begin', "parentPort.on('message', (m) => (m === 'begin' ? process.exit(3) : Atomics.store(workerData.ready, 0, m.entry)));", 'a search thread ended (exit code 3)'],
    ['in its part', "parentPort.on('message', (m) => { if (m === 'begin') throw new Error('out of memory'); Atomics.store(workerData.ready, 0, m.entry); });", 'out of memory'],
  ])('that dies %s ends it, and says why', async (_, text, message) => {
    await expect(search(2, script(text))).rejects.toThrow(message);
  });
});
