/** Quantiles of a latency histogram whose buckets are those of the live engine. */
import { bucketStart } from '../../shared/dialect/live/abi.ts';

/**
 * The value (ns) below which the share `q` (0 to 1) of the samples lies, spread evenly within its bucket and never above `max`;
 * null when there are no samples.
 */
export function quantile(buckets: ArrayLike<number>, q: number, max = Infinity): number | null {
  let total = 0;
  for (let bucket = 0; bucket < buckets.length; bucket++) total += buckets[bucket]!;
  if (total === 0) return null;
  const rank = q * total;
  let below = 0;
  for (let bucket = 0; bucket < buckets.length; bucket++) {
    const count = buckets[bucket]!;
    if (count > 0 && below + count >= rank) {
      const start = bucketStart(bucket);
      return Math.min(start + ((rank - below) / count) * (bucketStart(bucket + 1) - start), max);
    }
    below += count;
  }
  return max;
}

/** What came into each bucket since `before`. Counts are unsigned 32-bit words that wrap. */
export function difference(after: Uint32Array, before: Uint32Array | undefined): Uint32Array {
  return before ? after.map((count, bucket) => count - (before[bucket] ?? 0)) : after;
}
