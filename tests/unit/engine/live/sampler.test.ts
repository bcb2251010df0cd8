import { beforeEach, describe, expect, it } from 'vitest';
import { Sampler, type Moment } from '../../../../electron/engine/live/sampler';
import type { ThreadPlan } from '../../../../electron/engine/live/threads';
import { HISTOGRAM, STATUS, THREAD, THREADS_BASE } from '../../../../shared/dialect/live/abi';
import type { LiveImage } from '../../../../shared/dialect/live/image';
import type { SessionSample } from '../../../../shared/trace/session';

const STRIDE = 4096;
const GLOBALS = THREADS_BASE + 2 * STRIDE;
const histograms = THREAD.counters + 16;
const image = {
  layout: { shadowBase: 0, heapBase: GLOBALS + 64, heapEnd: GLOBALS + 64, structNames: [], histograms, globals: { n: GLOBALS, pair: GLOBALS + 4 } },
  program: { counters: ['one', 'other'], histograms: ['h', 'late'], globals: [{ name: 'n', size: 4 }, { name: 'pair', size: 8 }], structs: new Map() },
} as unknown as LiveImage;
const blocks = [THREADS_BASE, THREADS_BASE + STRIDE];
const plans = blocks.map((block, index): ThreadPlan => ({ info: { index, name: `t${index}`, kind: 'thread' }, block, instance: 0, stop: 0, run: '' }));

let words: Int32Array;
let longs: BigInt64Array;
let sampler: Sampler;
beforeEach(() => {
  const buffer = new SharedArrayBuffer(GLOBALS + 64);
  [words, longs, sampler] = [new Int32Array(buffer), new BigInt64Array(buffer), new Sampler(buffer, image, plans)];
});

const take = (ms: number, more: Partial<Moment> = {}): SessionSample =>
  sampler.take({ time: ms * 1e6, phase: 'running', look: { structs: [], globals: false }, droppedLater: [], looking: () => false, ...more });
const write = (thread: number, values: Partial<Record<keyof typeof THREAD, number>>): void => {
  for (const [name, value] of Object.entries(values)) words[(blocks[thread]! + THREAD[name as keyof typeof THREAD]) / 4] = value;
};
const first = ({ threads: [thread] }: SessionSample) => thread!;

describe('a sample', () => {
  it('sums up counters and histograms over all threads', () => {
    const ofHistogram = (thread: number, which: number): number => blocks[thread]! + histograms + which * HISTOGRAM.bytes;
    for (const [thread, by] of [[0, 1], [1, 10]] as const) {
      longs[(blocks[thread]! + THREAD.counters) / 8] = BigInt(2 * by);
      longs[(blocks[thread]! + THREAD.counters + 8) / 8] = BigInt(3 * by);
      const at = ofHistogram(thread, 1);
      longs[(at + HISTOGRAM.count) / 8] = BigInt(4 * by);
      longs[(at + HISTOGRAM.sum) / 8] = BigInt(5 * by);
      for (const bucket of [0, HISTOGRAM.bucketCount - 1]) words[(at + HISTOGRAM.buckets) / 4 + bucket] = (6 + bucket) * by;
    }
    words[(ofHistogram(0, 1) + HISTOGRAM.max) / 4] = -1;
    words[(ofHistogram(1, 1) + HISTOGRAM.max) / 4] = 7;
    const { counters, histograms: [none, some] } = take(0);
    expect(counters).toEqual([22, 33]);
    expect(none).toMatchObject({ count: 0, sum: 0, max: 0 });
    expect(some).toMatchObject({ count: 44, sum: 55, max: 0xffff_ffff });
    expect([...some!.buckets.entries()].filter(([, n]) => n !== 0)).toEqual([[0, 66], [127, (6 + 127) * 11]]);
  });

  it('has globals if they are looked at', () => {
    [1, -2, 3].forEach((value, i) => (words[GLOBALS / 4 + i] = value));
    expect(take(0).globals).toEqual([]);
    expect(take(0, { look: { structs: [], globals: true } }).globals).toEqual([{ name: 'n', words: Uint32Array.of(1) }, { name: 'pair', words: Uint32Array.of(0xffff_fffe, 3) }]);
  });

  it('counts what a thread has lost in its ring and behind it', () => {
    write(0, { ringDropped: 5 });
    expect(take(0, { droppedLater: [3, 4] }).threads.map(({ dropped }) => dropped)).toEqual([8, 4]);
    expect(take(0).threads.map(({ dropped }) => dropped)).toEqual([5, 0]);
  });

  it('says since when a thread waits: as long as it is at one place, in one iteration', () => {
    write(0, { status: STATUS.sleeping, waitSite: 3, waitAddress: -64, iterations: 1 });
    expect(first(take(10))).toEqual({ status: 'sleeping', iterations: 1, waitSite: 3, waitAddress: 0xffff_ffc0, waitedMs: 0, dropped: 0 });
    const waited = (ms: number): number => first(take(ms)).waitedMs;
    expect(waited(30)).toBe(20);
    [{ waitSite: 4 }, { waitAddress: 128 }, { iterations: 2 }].forEach((change, i) => {
      write(0, change);
      expect([waited(40 + 20 * i), waited(50 + 20 * i)]).toEqual([0, 10]);
    });
    write(0, { status: STATUS.running });
    expect(first(take(100))).toMatchObject({ status: 'running', waitSite: -1, waitAddress: 0, waitedMs: 0 });
    write(0, { status: STATUS.sleeping });
    expect(waited(110)).toBe(0);
  });

  it('takes one that only looks, woken or by itself, for waiting on', () => {
    write(0, { status: STATUS.sleeping, waitSite: 3 });
    take(0);
    write(0, { status: STATUS.running });
    expect(first(take(10, { looking: (thread) => thread === 0 }))).toMatchObject({ status: 'sleeping', waitedMs: 10 });
    write(0, { status: STATUS.polling, polls: 4 });
    take(20);
    write(0, { status: STATUS.running });
    expect(first(take(30))).toMatchObject({ status: 'polling', waitedMs: 30 });
    write(0, { polls: 3 });
    expect(first(take(40))).toMatchObject({ status: 'running', waitedMs: 0 });
    write(0, { status: STATUS.finished });
    expect(first(take(50, { looking: () => true }))).toMatchObject({ status: 'finished' });
    write(1, { status: STATUS.sleeping });
    take(60);
    write(1, { status: STATUS.finished });
    expect(take(70, { looking: () => true }).threads[1]).toMatchObject({ status: 'finished', waitedMs: 0 });
  });
});
