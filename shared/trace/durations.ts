/** How long things took, of any number of them: percentiles are exact of a few, and within 1 % of many. */

/** Of each power of two. */
const BUCKETS = 64;
/** Longer than any session: 2⁵³ ns are a hundred days. */
const POWERS = 53;

export class Durations {
  count = 0;
  /** ns. */
  total = 0;
  longest = 0;
  /** Each by itself, while there are not too many. */
  private single: Float64Array | null = new Float64Array(8);
  private buckets: Uint32Array | null = null;

  /** @param mostSingle so many are kept by themselves: 8 bytes each; when there are more, all of them take 14 KB. */
  constructor(private readonly mostSingle = 1024) {}

  /** ns. */
  add(duration: number): void {
    if (this.single && this.count === this.mostSingle) this.pour(this.single);
    if (this.single) {
      if (this.count === this.single.length) this.single = grown(this.single);
      this.single[this.count] = duration;
    } else this.buckets![bucketOf(duration)]!++;
    this.count++;
    this.total += duration;
    if (duration > this.longest) this.longest = duration;
  }

  get exact(): boolean {
    return this.single !== null;
  }

  /** The least that so large a share of them does not exceed; 0 of none. */
  percentile(share: number): number {
    const rank = Math.max(1, Math.ceil(this.count * share));
    if (this.single) return this.count === 0 ? 0 : this.single.subarray(0, this.count).sort()[rank - 1]!;
    let bucket = 0;
    for (let below = this.buckets![0]!; below < rank; below += this.buckets![bucket]!) bucket++;
    return Math.min(middleOf(bucket), this.longest);
  }

  private pour(single: Float64Array): void {
    this.single = null;
    this.buckets = new Uint32Array(BUCKETS * POWERS);
    for (let i = 0; i < this.count; i++) this.buckets[bucketOf(single[i]!)]!++;
  }
}

function bucketOf(duration: number): number {
  return duration < 1 ? 0 : Math.min(Math.floor(Math.log2(duration) * BUCKETS), BUCKETS * POWERS - 1);
}

function middleOf(bucket: number): number {
  return 2 ** ((bucket + 0.5) / BUCKETS);
}

function grown(column: Float64Array): Float64Array {
  const larger = new Float64Array(column.length * 2);
  larger.set(column);
  return larger;
}
