import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bucketStart, HISTOGRAM, histogramBucket } from '../../../shared/dialect/live/abi';
import { histogramBetween, percentile } from '../../../shared/trace/histogram';
import type { HistogramSample } from '../../../shared/trace/session';

function histogramOf(values: readonly number[]): HistogramSample {
  const buckets = new Uint32Array(HISTOGRAM.bucketCount);
  for (const value of values) buckets[histogramBucket(value)]!++;
  return { count: values.length, sum: values.reduce((sum, value) => sum + value, 0), max: Math.max(0, ...values), buckets };
}

const ns = fc.integer({ min: 0, max: 2 ** 31 });

describe('a latency histogram', () => {
  it('puts a value into the bucket that begins at or below it', () => {
    fc.assert(
      fc.property(ns, (value) => {
        const bucket = histogramBucket(value);
        expect(bucketStart(bucket)).toBeLessThanOrEqual(value);
        expect(bucketStart(bucket + 1)).toBeGreaterThan(value);
      }),
    );
  });

  it('has percentiles within a quarter of the true ones', () => {
    fc.assert(
      fc.property(fc.array(ns, { minLength: 1, maxLength: 200 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (values, q) => {
        const sorted = [...values].sort((a, b) => a - b);
        const exact = sorted[Math.ceil(q * sorted.length) - 1]!;
        const found = percentile(histogramOf(values), q);
        expect(found).toBeGreaterThanOrEqual(Math.floor(exact * 0.79));
        expect(found).toBeLessThanOrEqual(exact * 1.26 + 1);
      }),
    );
  });

  it('says 0 when nothing was measured', () => {
    expect(percentile(histogramOf([]), 0.99)).toBe(0);
    expect(percentile(histogramBetween(histogramOf([1000]), histogramOf([1000])), 0.99)).toBe(0);
  });

  it('never shows more than the greatest measure', () => {
    expect(percentile(histogramOf([1000]), 1)).toBe(1000);
  });

  it('knows what came between two moments', () => {
    const between = histogramBetween(histogramOf([10, 20]), histogramOf([10, 20, 3000]));
    expect(between.count).toBe(1);
    expect(between.sum).toBe(3000);
    expect(percentile(between, 0.5)).toBeGreaterThan(2500);
  });
});
