/** Which blocks of a recording hold the events of a range of time. Threads' events lie one after the other, so that neighbours overlap. */
import type { TimeRange } from '../trace/time-range.ts';
import type { TimedBlocks } from './index-block.ts';

export interface BlockRange {
  first: number;
  /** Not of it any more. */
  end: number;
}

export class BlockTimes {
  /** The latest time in all blocks up to each, and the earliest in all from each on, ns: both rise. */
  private readonly latest: Float64Array;
  private readonly earliest: Float64Array;
  /** Events before each block, and in all. */
  private readonly before: Float64Array;

  constructor({ count, from, to }: Pick<TimedBlocks, 'count' | 'from' | 'to'>) {
    const blocks = count.length;
    this.latest = new Float64Array(blocks);
    this.earliest = new Float64Array(blocks);
    this.before = new Float64Array(blocks + 1);
    for (let i = 0, most = -Infinity; i < blocks; i++) {
      this.latest[i] = most = Math.max(most, to[i]!);
      this.before[i + 1] = this.before[i]! + count[i]!;
    }
    for (let i = blocks - 1, least = Infinity; i >= 0; i--) this.earliest[i] = least = Math.min(least, from[i]!);
  }

  get blocks(): number {
    return this.latest.length;
  }

  get events(): number {
    return this.before[this.blocks]!;
  }

  /** The latest time of all, ns; 0 without events. */
  get end(): number {
    return this.latest.at(-1) ?? 0;
  }

  /** Events before a block. */
  eventsBefore(block: number): number {
    return this.before[block]!;
  }

  /** The earliest time in a block and all after it, ns; Infinity after the last. */
  earliestFrom(block: number): number {
    return this.earliest[block] ?? Infinity;
  }

  /** The latest time in a block and all before it, ns; -Infinity before the first. */
  latestUpTo(block: number): number {
    return this.latest[block] ?? -Infinity;
  }

  /** All blocks with events of these times. */
  within({ start, end }: TimeRange): BlockRange {
    const first = firstNotBelow(this.latest, start);
    return { first, end: Math.max(first, firstAbove(this.earliest, end)) };
  }

  eventsIn({ first, end }: BlockRange): number {
    return this.before[end]! - this.before[first]!;
  }

  /** The times of which these blocks hold every event. */
  covered({ first, end }: BlockRange): TimeRange {
    return { start: first === 0 ? -Infinity : this.latest[first - 1]!, end: end === this.blocks ? Infinity : this.earliest[end]! };
  }

  /** More blocks, on both sides as far as there are any, while all together have no more than so many events. */
  widened(range: BlockRange, mostEvents: number): BlockRange {
    let { first, end } = range;
    for (let grown = true; grown; ) {
      grown = false;
      if (end < this.blocks && this.eventsIn({ first, end: end + 1 }) <= mostEvents) [end, grown] = [end + 1, true];
      if (first > 0 && this.eventsIn({ first: first - 1, end }) <= mostEvents) [first, grown] = [first - 1, true];
    }
    return { first, end };
  }
}

function firstNotBelow(rising: Float64Array, least: number): number {
  return firstWhere(rising, (value) => value >= least);
}

function firstAbove(rising: Float64Array, most: number): number {
  return firstWhere(rising, (value) => value > most);
}

/** Of values of which the later ones fit. */
function firstWhere(rising: Float64Array, fits: (value: number) => boolean): number {
  let low = 0;
  for (let high = rising.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if (fits(rising[middle]!)) high = middle;
    else low = middle + 1;
  }
  return low;
}
