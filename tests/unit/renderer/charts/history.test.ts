import { describe, expect, it } from 'vitest';
import { History } from '../../../../renderer/charts/history.ts';
import type { SessionMeta, SessionSample } from '../../../../shared/trace/session.ts';
import { histogramBucket } from '../../../../shared/dialect/live/abi.ts';

const meta = { counters: ['FAULT', 'FAULT_MMAP_LOCK', 'VMA_LOCK_SUCCESS'], histograms: ['fault'], threads: [] as SessionMeta['threads'] } as SessionMeta;

function sample(ms: number, counters: number[], latencies: number[] = [], phase: SessionSample['phase'] = 'running'): SessionSample {
  const buckets = new Uint32Array(128);
  for (const ns of latencies) buckets[histogramBucket(ns)]!++;
  const sum = latencies.reduce((total, ns) => total + ns, 0);
  const histograms = [{ count: latencies.length, sum, max: Math.max(0, ...latencies), buckets }];
  return { time: ms * 1e6, phase, threads: [], counters, histograms, objects: [], snapshot: [], globals: [], heap: { used: 0, size: 0, failures: 0 } };
}

describe('a session over time', () => {
  it('is rates by path, each over its window', () => {
    const history = new History(meta);
    expect(history.add(sample(1000, [0, 0, 0]))).toBe(false);
    expect(history.add(sample(1500, [1000, 100, 900]))).toBe(true);
    expect(history.add(sample(2000, [1200, 200, 1000]))).toBe(true);
    expect(history.times).toEqual([1.5, 2]);
    expect(history.rates.values.slice(0, 2)).toEqual([[1800, 200], [200, 200]]);
    expect(history.counterRates).toEqual([400, 200, 200]);
  });

  it('is how often each thread has run, all its instances together, where nothing faults', () => {
    const threads = [['boot', 'boot'], ['a/0', 'thread'], ['a/1', 'thread'], ['b', 'thread'], ['rcu_gp', 'kthread']].map(([name, kind], index) => ({ index, name, kind })) as SessionMeta['threads'];
    const history = new History({ counters: ['FAULT'], histograms: [] as string[], threads } as SessionMeta);
    expect(history.rates.of).toBe('faults');
    const after = (ms: number, ran: number[]): SessionSample => ({ ...sample(ms, [0]), histograms: [], threads: ran.map((iterations) => ({ iterations })) as SessionSample['threads'] });
    history.add(after(0, [1, 0, 0, 0, 7]));
    history.add(after(500, [1, 10, 20, 5, 9]));
    expect(history.rates.rated.map(({ label }) => label)).toEqual(['a', 'b']);
    expect(history.rates.values).toEqual([[60], [10]]);
  });

  it('takes samples that come close together as one', () => {
    const history = new History(meta);
    const drawn = [0, 50, 100, 250, 300, 500].map((ms) => history.add(sample(ms, [ms, 0, ms])));
    expect(drawn).toEqual([false, false, false, true, false, true]);
    expect(history.rates.values[0]).toEqual([1000, 1000]);
  });

  it('measures latencies of each window alone, and none where there are none', () => {
    const history = new History(meta);
    history.add(sample(0, [0, 0, 0], [100]));
    history.add(sample(500, [0, 0, 0], [100, 8000, 8000]));
    history.add(sample(1000, [0, 0, 0], [100, 8000, 8000]));
    const [p50, p99] = history.latencies[0]!;
    expect(p50![0]).toBeGreaterThan(7000);
    expect(p99![0]).toBeLessThanOrEqual(8000);
    expect([p50![1], p99![1]]).toEqual([null, null]);
  });

  it('leaves out set-up and the checks at the end, and forgets the oldest', () => {
    const history = new History(meta, 3);
    history.add(sample(0, [0, 0, 0], [], 'setup'));
    for (let at = 1; at <= 6; at++) history.add(sample(at * 1000, [at, 0, at]));
    history.add(sample(9000, [9, 0, 9], [], 'teardown'));
    expect(history.times).toEqual([4, 5, 6]);
    expect(history.rates.values[0]).toEqual([1, 1, 1]);
  });

  it('shows what a session had that was over before its first window was', () => {
    const history = new History(meta);
    const drawn = [history.add(sample(0, [0, 0, 0])), history.add(sample(100, [500, 0, 500])), history.add(sample(200, [1000, 0, 1000], [], 'stopping')), history.add(sample(300, [1000, 0, 1000], [], 'teardown')), history.add(sample(400, [1000, 0, 1000], [], 'teardown'))];
    expect([drawn, history.times, history.rates.values[0]]).toEqual([[false, false, false, true, false], [0.2], [5000]]);
    // A window that has much to do may see no more of it.
    for (const seen of [[sample(100, [10, 0, 10]), sample(200, [10, 0, 10], [], 'teardown')], [sample(100, [10, 0, 10], [], 'teardown')]]) {
      const short = new History(meta);
      expect([short.add(sample(0, [0, 0, 0], [], 'setup')), ...seen.map((one) => short.add(one))]).toEqual([false, ...seen.slice(1).map(() => false), true]);
      expect([short.times, short.rates.values[0]]).toEqual([[0.1], [100]]);
    }
    const shorter = new History(meta);
    expect([shorter.add(sample(0, [0, 0, 0])), shorter.add(sample(50, [9, 0, 9], [], 'teardown')), shorter.times]).toEqual([false, false, []]);
  });
});
