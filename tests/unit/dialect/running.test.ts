import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketStart, CONTROL, FAIL, HISTOGRAM, histogramBucket, STATUS, THREAD, THREADS_BASE } from '../../../shared/dialect/live/abi.ts';
import { EVENT_BYTES } from '../../../shared/dialect/live/event-bytes.ts';
import { failureOf, runLive, type LiveRun } from './run-live.ts';

describe('tracing', () => {
  const EVENTS = `
let p: atomic_t;
function one(a: int, b: int): void { tracepoint('op:begin', a, b); tracepoint('op:end'); }
function many(n: int): void { for (let i: int = 0; i < n; i++) tracepoint('step:at', i); }
`;
  const event = (run: LiveRun, thread: number, index: number) => {
    const at = (run.image.layout.ringBase + (thread * run.image.layout.ringEvents + index) * EVENT_BYTES) >> 2;
    const [name, a, b, site] = run.words.subarray(at + 2, at + 6);
    return [run.image.program.events[name! & 0xffff], name! >>> 16, a, b, run.image.program.sites[site!]?.line, new Float64Array(run.words.buffer, at * 4, 1)[0]];
  };

  it('writes time, name, thread, arguments and place', () => {
    let now = 1000;
    const run = runLive(EVENTS, { now: () => (now += 0.5) });
    run.callOn(2, 'one', 7, -8);
    expect(run.words[run.blockWord(THREAD.ringHead, 2)]).toBe(2);
    expect(event(run, 2, 0)).toEqual(['op:begin', 2, 7, -8, 3, 1000.5]);
    expect(event(run, 2, 1)).toEqual(['op:end', 2, 0, 0, 3, 1001]);
  });

  it('keeps what there is room for, counts what it drops, and goes on when there is room again', () => {
    const run = runLive(EVENTS, { ringEvents: 16 });
    run.call('many', 21);
    const [head, dropped] = [run.blockWord(THREAD.ringHead), run.blockWord(THREAD.ringDropped)];
    expect([run.words[head], run.words[dropped], event(run, 0, 15)[2]]).toEqual([16, 5, 15]);
    run.words[run.blockWord(THREAD.ringTail)] = 10;
    run.call('many', 12);
    expect([run.words[head], run.words[dropped], event(run, 0, 0)[2], event(run, 0, 9)[2], event(run, 0, 10)[2]]).toEqual([26, 7, 0, 9, 10]);
  });

  it('costs nothing in throughput mode, its arguments included', () => {
    const run = runLive(`let w: int;\nfunction f(p: atomic_t): void { tracepoint('x:y', p.counter); w = 1; }`, { mode: 'throughput' });
    run.call('f', 0); // A NULL that is not looked at.
    expect(run.get('w')).toBe(1);
    expect(run.image.layout.ringEvents).toBe(0);
  });
});

describe('latencies and counters', () => {
  let now = 0;
  const SOURCE = `
let started: uint;
function start(): void { started = latency_start(); }
function end(): void { latency_end('lock', started); }
function count(n: int): void { for (let i: int = 0; i < n; i++) count_event('HITS'); }
`;
  const word = (run: LiveRun, offset: number): number => run.words[run.blockWord(run.image.layout.histograms + offset)]!;

  it('sorts a latency into the bucket that abi.ts says, with sum, count and maximum', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.nat(40), fc.nat(2 ** 31 - 1)), { minLength: 1, maxLength: 20 }), (latencies) => {
      now = 0;
      const run = runLive(SOURCE, { now: () => now });
      for (const ns of latencies) {
        now = 1e6;
        run.call('start');
        now = (1e6 | 1) + ns;
        run.call('end');
      }
      const counts = new Map<number, number>();
      for (const ns of latencies) counts.set(histogramBucket(ns), (counts.get(histogramBucket(ns)) ?? 0) + 1);
      for (let b = 0; b < HISTOGRAM.bucketCount; b++) expect([b, word(run, HISTOGRAM.buckets + b * 4)]).toEqual([b, counts.get(b) ?? 0]);
      const sum = latencies.reduce((a, b) => a + b, 0);
      expect([word(run, HISTOGRAM.sum) >>> 0, word(run, HISTOGRAM.sum + 4)]).toEqual([sum % 2 ** 32, Math.floor(sum / 2 ** 32)]);
      expect([word(run, HISTOGRAM.count), word(run, HISTOGRAM.max)]).toEqual([latencies.length, Math.max(...latencies)]);
    }), { numRuns: 10 });
  });

  it('has buckets that cover every latency once, in order', () => {
    for (let b = 1; b < HISTOGRAM.bucketCount && bucketStart(b) < 2 ** 32; b++) {
      expect(histogramBucket(bucketStart(b))).toBe(b);
      expect(histogramBucket(bucketStart(b) - 1)).toBe(b - 1);
    }
    expect(histogramBucket(2 ** 32 - 1)).toBeLessThan(HISTOGRAM.bucketCount);
  });

  it('measures one latency in 256 in throughput mode', () => {
    const run = runLive(`function f(n: int): void { for (let i: int = 0; i < n; i++) latency_end('x', latency_start()); }`, { mode: 'throughput', now: () => 5e9 });
    run.call('f', 2560);
    expect(word(run, HISTOGRAM.count)).toBe(10);
  });

  it('counts beyond 32 bits', () => {
    const run = runLive(SOURCE);
    run.words[run.blockWord(THREAD.counters)] = -1;
    run.call('count', 3);
    expect([run.words[run.blockWord(THREAD.counters)], run.words[run.blockWord(THREAD.counters + 4)]]).toEqual([2, 1]);
  });
});

describe('choice', () => {
  it('picks each of 0 … n-1 about equally often, and the same again by the same seed', () => {
    const source = `let seen: ArrayOf<int, 7>;\nfunction roll(n: int): void { for (let i: int = 0; i < n; i++) seen[pick(7)]++; }\nfunction next(): int { return pick(1000000); }`;
    const run = runLive(source, { seed: 3 });
    run.call('roll', 70_000);
    const start = run.address('seen') >> 2;
    const seen = [...run.words.subarray(start, start + 7)];
    expect(seen.reduce((a, b) => a + b)).toBe(70_000);
    for (const count of seen) expect(Math.abs(count - 10_000)).toBeLessThan(500);
    const sequence = (seed: number) => { const r = runLive(source, { seed }); return Array.from({ length: 20 }, () => r.call('next')); };
    expect(sequence(5)).toEqual(sequence(5));
    expect(sequence(5)).not.toEqual(sequence(6));
  });
});

describe('callbacks', () => {
  it('are called where there is one, and are no callback where nobody has made one', () => {
    const text = `interface item { func: (x: int) => int; }
let item: Embedded<item>;
function call_it(x: int): int { if (item.func !== NULL) return item.func(x); return -1; }
function call_any(x: int): int { return item.func(x); }`;
    const nobody = runLive(text);
    expect(nobody.call('call_it', 3)).toBe(-1);
    expect(failureOf(() => nobody.call('call_any', 3)).kind).toBe('badCallback');
    const somebody = runLive(`${text}\nfunction twice(x: int): int { return x * 2; }\nfunction make(): void { item.func = twice; }`);
    somebody.call('make');
    expect(somebody.call('call_it', 3)).toBe(6);
  });
});

describe('threads and stopping', () => {
  const LOOPS = `
let word: int;
function forever(): void { for (;;) { word++; } }
function sleep(): void { word = 1; futex_wait(word, 1); }
function poll(): void { wait_until(() => word === 99); }
function spin(): void { spin_until(() => word === 99); }
function step(): void { word++; }
function who(): int { return this_thread() * 1000 + thread_count(); }
function wake(): void { futex_wake(word, 1); }
`;

  it.each(['forever', 'sleep', 'poll', 'spin'])('cuts off `%s` when told to', (name) => {
    const run = runLive(`${LOOPS}\nsetup(() => { ${name}(); });`);
    run.words[CONTROL.stop >> 2] = 2;
    const stopped = failureOf(() => run.export('setup'));
    expect([stopped.kind, stopped.sites[0]?.fn]).toEqual(['stopped', name]);
  });

  it('tells where it sleeps before it does', () => {
    const run = runLive(`${LOOPS}\nsetup(() => { sleep(); });`);
    run.words[CONTROL.stop >> 2] = 2;
    failureOf(() => run.export('setup'));
    expect(run.words[run.blockWord(THREAD.waitAddress)]).toBe(run.address('word'));
    expect(run.image.program.sites[run.words[run.blockWord(THREAD.waitSite)]!]).toMatchObject({ fn: 'sleep', line: 4 });
  });

  it('ends after the iteration when asked to end, and counts iterations', () => {
    const run = runLive(LOOPS);
    const index = run.image.program.threads.findIndex((t) => t.name === 'call step');
    expect(run.export(`run_${index}`, 5)).toBe(5);
    expect([run.get('word'), run.words[run.blockWord(THREAD.iterations)]]).toEqual([5, 5]);
    run.words[CONTROL.stop >> 2] = 1;
    expect(run.export(`run_${index}`, 5)).toBe(0);
  });

  it('knows its number and how many there are', () => {
    const run = runLive(LOOPS);
    const count = run.image.program.threads.length + 1;
    expect([run.callOn(0, 'who'), run.callOn(5, 'who')]).toEqual([count, 5000 + count]);
  });

  it('returns from a sleep whose word has changed, and is running again', () => {
    const run = runLive(`let word: int;\nfunction sleep(): int { futex_wait(word, 1); return 3; }\nfunction wake(): void { futex_wake(word, 1); }`);
    expect(run.call('sleep')).toBe(3);
    run.call('wake');
    expect(run.words[run.blockWord(THREAD.status)]).toBe(STATUS.running);
  });

  it('holds the lock of atomic blocks only inside them, with the thread\'s number', () => {
    const run = runLive(`let seen: int;\nfunction look(): void { atomic(() => { seen = 1; assert(seen === 2, 'inside'); }); }\nfunction ok(): void { atomic(() => { seen = 5; }); }`);
    run.callOn(3, 'ok');
    expect(run.words[CONTROL.atomicLock >> 2]).toBe(0);
    expect(failureOf(() => run.callOn(3, 'look')).kind).toBe('assert');
    expect(run.words[CONTROL.atomicLock >> 2]).toBe(4);
  });

  it('puts thread blocks where the ABI says, apart', () => {
    const run = runLive(LOOPS);
    const { threadStride, threadCount, sizes } = run.image.layout;
    expect(threadStride % 64).toBe(0);
    expect(sizes).toBeGreaterThanOrEqual(THREADS_BASE + threadStride * threadCount);
    expect(Object.values(FAIL).length).toBe(new Set(Object.values(FAIL)).size);
  });
});
