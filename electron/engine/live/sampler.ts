/** Looks at a running session: reads the shared memory, through the layout, without disturbing the threads. */
import { HISTOGRAM, STATUS, THREAD, type LiveLayout } from '../../../shared/dialect/live/abi.ts';
import type { LiveImage } from '../../../shared/dialect/live/image.ts';
import type { HistogramSample, SessionSample, ThreadSample } from '../../../shared/trace/session.ts';
import { isWaiting } from '../../../shared/trace/waiting.ts';
import { Heap } from './heap.ts';
import type { Look } from './options.ts';
import { Snapshots } from './snapshots.ts';
import type { ThreadPlan } from './threads.ts';

const STATUS_NAMES = Object.fromEntries(Object.entries(STATUS).map(([name, code]) => [code, name])) as Record<number, ThreadSample['status']>;

/** Where a thread was seen waiting first, without a sign of life since. */
interface Wait {
  status: ThreadSample['status'];
  since: number;
  site: number;
  address: number;
  iterations: number;
  /** How often it has looked at the condition it waits for. */
  polls: number;
}

export interface Moment {
  /** ns since the session started. */
  time: number;
  phase: SessionSample['phase'];
  look: Look;
  /** Events lost behind the rings, by thread. */
  droppedLater: readonly number[];
  /** Whether a thread that runs was woken only to look again: it waits on. */
  looking: (thread: number) => boolean;
}

export class Sampler {
  readonly heap: Heap;
  private readonly snapshots: Snapshots;
  private readonly words: Int32Array;
  private readonly longs: BigInt64Array;
  private readonly layout: LiveLayout;
  private readonly waits: (Wait | undefined)[] = [];

  constructor(
    buffer: ArrayBufferLike,
    private readonly image: LiveImage,
    private readonly threads: ThreadPlan[],
  ) {
    this.words = new Int32Array(buffer);
    this.longs = new BigInt64Array(buffer);
    this.layout = image.layout;
    this.heap = new Heap(buffer, image.layout, image.program.structs);
    this.snapshots = new Snapshots(buffer, image, this.heap, threads.length);
  }

  take({ time, phase, look, droppedLater, looking }: Moment): SessionSample {
    const { counters, histograms } = this.image.program;
    return {
      time,
      phase,
      threads: this.threads.map((plan, index) => this.thread(plan, time, droppedLater[index] ?? 0, looking)),
      counters: counters.map((_, index) => this.sum(THREAD.counters + index * 8)),
      histograms: histograms.map((_, index) => this.histogram(this.layout.histograms + index * HISTOGRAM.bytes)),
      objects: this.heap.counts(),
      snapshot: this.snapshots.take(look),
      globals: look.globals ? this.globals() : [],
      heap: this.heap.usage(),
    };
  }

  private thread({ info, block }: ThreadPlan, time: number, droppedLater: number, looking: Moment['looking']): ThreadSample {
    const word = (offset: number): number => Atomics.load(this.words, (block + offset) / 4);
    const before = this.waits[info.index];
    const seen = STATUS_NAMES[word(THREAD.status)] ?? 'idle';
    const polls = word(THREAD.polls) >>> 0;
    // Who only looks waits on: woken to look, or between two looks of its own.
    const looks = before && (looking(info.index) || (before.status === 'polling' && polls >= before.polls));
    const status = seen === 'running' && looks ? before.status : seen;
    const waiting = isWaiting({ status });
    const iterations = word(THREAD.iterations) >>> 0;
    const site = waiting ? word(THREAD.waitSite) : -1;
    const address = waiting ? word(THREAD.waitAddress) >>> 0 : 0;
    const same = before && before.site === site && before.address === address && before.iterations === iterations;
    const since = same ? before.since : time;
    this.waits[info.index] = waiting ? { status, since, site, address, iterations, polls } : undefined;
    return {
      status,
      iterations,
      waitSite: site,
      waitAddress: address,
      waitedMs: waiting ? (time - since) / 1e6 : 0,
      dropped: (word(THREAD.ringDropped) >>> 0) + droppedLater,
    };
  }

  /** The sum over all threads of an i64 in their blocks. */
  private sum(offset: number): number {
    let total = 0;
    for (const { block } of this.threads) total += Number(Atomics.load(this.longs, (block + offset) / 8));
    return total;
  }

  private histogram(offset: number): HistogramSample {
    const buckets = new Uint32Array(HISTOGRAM.bucketCount);
    let max = 0;
    for (const { block } of this.threads) {
      const base = (block + offset) / 4;
      max = Math.max(max, this.words[base + HISTOGRAM.max / 4]! >>> 0);
      const first = base + HISTOGRAM.buckets / 4;
      for (let bucket = 0; bucket < buckets.length; bucket++) buckets[bucket]! += this.words[first + bucket]!;
    }
    return { count: this.sum(offset + HISTOGRAM.count), sum: this.sum(offset + HISTOGRAM.sum), max, buckets };
  }

  private globals(): SessionSample['globals'] {
    return this.image.program.globals.map(({ name, size }) => {
      const address = this.layout.globals[name]!;
      return { name, words: Uint32Array.from(this.words.subarray(address / 4, (address + size) / 4)) };
    });
  }
}
