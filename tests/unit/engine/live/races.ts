/**
 * Races: the threads of a program run against each other on real cores, again and again from the same memory, so that
 * what can come of it does come. Only the compiled code is the engine's: rounds of a few hundred ns leave no time for more.
 */
import { Worker } from 'node:worker_threads';
import { emitLive, type LiveOptions, type Program } from '../../../../shared/dialect/compile.ts';
import { CONTROL, NULL_END, THREAD, THREADS_BASE } from '../../../../shared/dialect/live/abi.ts';
import { initialiseMemory } from '../../../../shared/dialect/live/layout.ts';

/** How a round ended. `failed`: what a thread failed with (FAIL), or 0. `words`: what is asked for, by name. */
export interface RaceEnd {
  failed: number;
  words: Record<string, number>;
}

export interface RaceOptions extends Pick<LiveOptions, 'mode' | 'checks'> {
  rounds: number;
  /** Word-sized globals, or elements of arrays, as `a[1]`. */
  read: readonly string[];
  /** Threads that take no part, by the end of their names. */
  without: string;
}

/** A round that does not end: looked at so often, with the ms between. */
const STANDS = { looks: 5, ms: 400 };
/** Int32 words: see race-worker.mjs. */
const ROUND = 64;

/** Each end once. A race that does not come to its last round, as threads wait for ever, is what there was of it. */
export async function race(program: Program, { rounds, read, without, ...options }: RaceOptions): Promise<RaceEnd[]> {
  const image = emitLive(program, { ...options, weak: process.arch !== 'x64', ringEvents: 64 });
  const { pages, globals, threadStride } = image.layout;
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true });
  const words = new Int32Array(memory.buffer);
  initialiseMemory(words, image.program, image.layout);
  const from = NULL_END >> 2;
  const round = new Int32Array(new SharedArrayBuffer(ROUND * 4));
  const blockOf = (thread: number): number => THREADS_BASE + thread * threadStride;
  const all = program.threads.flatMap(({ name, repeat, instances }, index) => Array.from({ length: instances }, (_, instance) => ({ name, repeat, instance, run: `run_${index}` })));
  const racers = all.map((one, i) => ({ ...one, thread: i + 1, block: blockOf(i + 1) })).filter(({ name }) => !name.endsWith(without));
  const shared = {
    module: new WebAssembly.Module(image.wasm), memory, beginning: words.slice(from), from, round, rounds, racers: racers.length, stop: CONTROL.stop,
    seeds: racers.map(({ block }) => (block + THREAD.random) >> 2), read: read.map(placeOf),
  };
  const ends: RaceEnd[] = [];
  const workers = racers.map((racer, slot) => new Worker(new URL('./race-worker.mjs', import.meta.url), { workerData: { ...shared, ...racer, slot } }));
  let failure: unknown = null;
  const over = Promise.all(workers.map((worker) => new Promise<void>((resolve) => {
    worker.on('message', (end: string) => void ends.push(told(JSON.parse(end))));
    worker.on('error', (error) => void (failure = error));
    worker.on('exit', () => resolve());
  })));
  for (let [at, stands] = [0, 0]; stands < STANDS.looks && !(await Promise.race([over.then(() => true), new Promise<false>((resolve) => setTimeout(() => resolve(false), STANDS.ms))]));) {
    stands = round[0] === at ? stands + 1 : 0;
    at = round[0]!;
  }
  await Promise.all(workers.map((worker) => worker.terminate()));
  if (failure) throw failure;
  return ends;

  function placeOf(name: string): number {
    const [, global = '', index = '0'] = /^([^[]+)(?:\[(\d+)\])?$/.exec(name)!;
    return (globals[global]! >> 2) + Number(index);
  }

  function told({ failed, words: values }: { failed: number; words: number[] }): RaceEnd {
    return { failed, words: Object.fromEntries(read.map((name, i) => [name, values[i]!])) };
  }
}
