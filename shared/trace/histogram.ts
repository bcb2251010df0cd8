/** What a latency histogram says: percentiles, and the difference of two moments. */
import { bucketStart } from '../dialect/live/abi.ts';
import type { HistogramSample } from './session.ts';

/**
 * The value (ns) below which the share `q` (0…1) of all measures lies, interpolated inside its bucket and never above
 * the greatest measure; 0 when there is none. A bucket spans a quarter of its power of two, which bounds the error.
 */
export function percentile({ buckets, max }: HistogramSample, q: number): number {
  let total = 0;
  for (const count of buckets) total += count;
  if (total === 0) return 0;
  const rank = q * total;
  let below = 0;
  for (let bucket = 0; bucket < buckets.length; bucket++) {
    const count = buckets[bucket]!;
    if (count > 0 && below + count >= rank) {
      const start = bucketStart(bucket);
      const share = Math.max(0, rank - below) / count;
      return Math.min(start + share * (bucketStart(bucket + 1) - start), max);
    }
    below += count;
  }
  return max;
}

/** The measures made between two samples of the same histogram. The greatest one is not known for a part: it stays the whole's. */
export function histogramBetween(earlier: HistogramSample, later: HistogramSample): HistogramSample {
  return {
    count: later.count - earlier.count,
    sum: later.sum - earlier.sum,
    max: later.max,
    buckets: later.buckets.map((count, bucket) => count - (earlier.buckets[bucket] ?? 0)),
  };
}
