import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compared, type Contestant, unitOf } from '../../../shared/compare/comparison.ts';
import { isIdle, type Measure } from '../../../shared/compare/measure.ts';
import { spreadOf } from '../../../shared/compare/spread.ts';

const run = (faults: number, more: Partial<Measure> = {}): Measure => ({ faults, iterations: 1, counters: {}, latencies: {}, ...more });
const of = (protocol: string, threads: number | null = null): Contestant => ({ protocol, threads, bytesPerVma: 64 });

it('has a middle between its ends', () => {
  fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 1e9, noNaN: true }), { minLength: 1 }), (values) => {
    const { median, low, high } = spreadOf(values)!;
    expect([low, high]).toEqual([Math.min(...values), Math.max(...values)]);
    expect(values.filter((v) => v < median).length).toBeLessThanOrEqual(values.length / 2);
    expect(values.filter((v) => v > median).length).toBeLessThanOrEqual(values.length / 2);
  }));
  expect(spreadOf([])).toBeNull();
});

it('compares runs of the same round only', () => {
  const [a, b] = compared([of('a'), of('b')], [[run(100), run(10), null], [run(50), run(20), run(7)]]);
  expect(a!.ratio).toEqual({ median: 1, low: 1, high: 1 });
  expect(b).toMatchObject({ runs: 3, perSecond: { median: 20, low: 7, high: 50 }, ratio: { median: 1.25, low: 0.5, high: 2 } });
});

it('compares with the first variant that has as many threads', () => {
  const rows = compared([of('a', 1), of('b', 1), of('a', 2), of('b', 2)], [[run(10)], [run(20)], [run(30)], [run(90)]]);
  expect(rows.map(({ ratio }) => ratio!.median)).toEqual([1, 2, 1, 3]);
});

it('counts iterations where the load has no faults, and only there', () => {
  const runs = [[run(0, { iterations: 40 })], [run(0, { iterations: 10 }), null]];
  expect(unitOf(runs)).toBe('iterations');
  expect(compared([of('a'), of('b')], runs).map(({ perSecond, ratio }) => [perSecond!.median, ratio!.median])).toEqual([[40, 1], [10, 0.25]]);
  expect([unitOf([[run(0)], [run(1)]]), unitOf([[null]])]).toEqual(['faults', 'faults']);
});

it('says how faults went, and how long things took', () => {
  const latencies = { fault: { samples: 9, p50: 100, p90: 200, p99: 400 } };
  const [row] = compared([of('a')], [[run(1000, { counters: { FAULT: 1000, VMA_LOCK_SUCCESS: 750, FAULT_MMAP_LOCK: 250 }, latencies }), run(500)]]);
  expect(row!.paths.map(({ label, share }) => [label, share]).slice(0, 1)).toEqual([['VMA lock', 0.75]]);
  // One had begun before.
  expect(compared([of('a')], [[run(100, { counters: { FAULT: 100, FAULT_MMAP_LOCK: 101 } })]])[0]!.paths.map(({ share }) => share)).toEqual([0, 1, 0, 0]);
  expect(row!.latencies).toEqual([{ name: 'fault', p50: { median: 100, low: 100, high: 100 }, p90: { median: 200, low: 200, high: 200 }, p99: { median: 400, low: 400, high: 400 } }]);
  expect(compared([of('none ran')], [[null]])[0]).toMatchObject({ runs: 0, perSecond: null, ratio: null, paths: [], latencies: [] });
});

it('tells a run in which nothing happened from one in which little did', () => {
  expect(isIdle(run(0, { iterations: 0, counters: { FAULT: 0, MMAP: 0 } }))).toBe(true);
  expect(isIdle(run(0, { iterations: 0, counters: { FAULT: 0, MMAP: 1 } }))).toBe(false);
  expect(isIdle(run(0))).toBe(false);
});
