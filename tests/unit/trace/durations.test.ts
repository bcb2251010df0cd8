import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Durations } from '../../../shared/trace/durations.ts';

function of(values: readonly number[], mostSingle?: number): Durations {
  const durations = new Durations(mostSingle);
  for (const value of values) durations.add(value);
  return durations;
}

describe('durations', () => {
  it('take percentiles as the least value that enough do not exceed', () => {
    const four = of([4, 1, 3, 2]);
    expect([0.5, 0.95, 1].map((share) => four.percentile(share))).toEqual([2, 4, 4]);
    expect(of([]).percentile(0.5)).toBe(0);
  });

  it('know sums exactly and percentiles within 1 %, however few are kept by themselves', () => {
    const value = fc.double({ min: 1, max: 1e12, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), fc.nat(20), fc.double({ min: 0.01, max: 1, noNaN: true }), (values, most, share) => {
        const [few, all] = [of(values, most), of(values, Infinity)];
        expect(few).toMatchObject({ count: values.length, total: values.reduce((sum, each) => sum + each, 0), longest: Math.max(...values), exact: values.length <= most });
        const sorted = values.toSorted((x, y) => x - y);
        const right = sorted[Math.max(0, Math.ceil(values.length * share) - 1)]!;
        expect(all.percentile(share)).toBe(right);
        expect(Math.abs(few.percentile(share) / right - 1)).toBeLessThan(0.01);
      }),
    );
  });

  it('may be of no time at all', () => {
    const durations = of([0, 0, 0, 100, 1000], 1);
    expect(durations).toMatchObject({ count: 5, total: 1100, exact: false });
    expect(durations.percentile(0.5)).toBeCloseTo(1, 1);
    expect(durations.percentile(0.8) / 100).toBeCloseTo(1, 1);
    expect(of([0, 0], 1).percentile(0.5)).toBe(0);
  });
});
