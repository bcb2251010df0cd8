/** A session's recording of which only what is looked at is read, by its index (open-session-file.ts). */
import { recordedSamples } from '../../shared/recording/contents.ts';
import type { RecordingIndex } from '../../shared/recording/index-block.ts';
import type { FormatVersion } from '../../shared/recording/upgrade.ts';
import { EVENT_BYTES } from '../../shared/trace/events.ts';
import type { SessionSample } from '../../shared/trace/session.ts';
import { threadTrace } from '../../shared/trace/thread-trace.ts';
import type { ThreadTrace } from '../../shared/trace/traced.ts';
import type { BlockFile } from './blocks.ts';
import { checkEvents } from './check-events.ts';
import { eventsByThread } from './events-by-thread.ts';
import { typed } from './locate.ts';
import { parseBlock } from './parse.ts';
import { RecordingError } from './recording-error.ts';
import type { Scanned } from './scan.ts';

/** Samples of one answer. */
const SAMPLES_AT_ONCE = 200;

const NO_EVENTS = new Uint8Array(0);

export interface Moment {
  sample: SessionSample;
  /** Of each thread; null: not known. */
  traced: ThreadTrace[] | null;
}

export class SessionFile {
  private read: { block: number; samples: SessionSample[] } | null = null;

  constructor(
    private readonly file: BlockFile,
    readonly contents: Scanned,
    readonly index: Pick<RecordingIndex, 'events' | 'samples'>,
    private overview: Uint8Array | null,
  ) {}

  /** The trace summed up, as shared/recording/overview/bytes.ts: once, as it is large. null: there is no trace. */
  takeOverview(): Uint8Array | null {
    const { overview } = this;
    this.overview = null;
    return overview;
  }

  /** The events of so many blocks from one on, and before them events that begin what was going on there. Throws `RecordingError`. */
  async events(first: number, count: number): Promise<{ open: Uint8Array; events: Uint8Array }> {
    const parts: Uint8Array[] = [];
    for await (const { events } of this.blocks(first, first + count)) parts.push(events);
    return { open: this.openAt(first), events: Buffer.concat(parts) };
  }

  /** The events of each block from one on, up to another one; while one is worked on, the next is read. Throws `RecordingError`. */
  async *blocks(first: number, end: number): AsyncGenerator<{ block: number; events: Uint8Array }> {
    const last = Math.min(end, this.index.events.offset.length) - 1;
    let next = first <= last ? this.block(first) : null;
    for (let block = first; next; block++) {
      const events = await next;
      next = block < last ? this.block(block + 1) : null;
      // Whoever wants no more does not hear of it.
      next?.catch(() => {});
      yield { block, events };
    }
  }

  /** Events that begin what was going on where a block begins. Throws `RecordingError`. */
  openAt(block: number): Uint8Array {
    const { offset, open } = this.index.events;
    const payload = Buffer.from(open[block] ?? '', 'base64');
    checkEvents({ payload, offset: offset[block] ?? 0 }, this.contents.meta);
    return payload;
  }

  /**
   * The last sample up to a time (ns), or else the first there is, and what each thread was in the middle of when it was taken, if that is
   * known: all that it did was traced. Null: there are no samples. Throws `RecordingError`.
   */
  async momentAt(time: number): Promise<Moment | null> {
    const { from, to } = this.index.samples;
    if (from.length === 0) return null;
    const block = Math.max(0, lastUpTo(from, time));
    const samples = await this.samples(block);
    const at = Math.max(0, samples.findLastIndex((sample) => sample.time <= time));
    const sample = samples[at]!;
    return { sample, traced: await this.tracedAt(sample, samples[at - 1]?.time ?? to[block - 1] ?? 0) };
  }

  /**
   * Samples after a time, at least `step` apart (ns), some hundred at most; without the memory they show. `more`: whether there are any
   * after these.
   */
  async thinned(after: number, step: number): Promise<{ samples: SessionSample[]; more: boolean }> {
    const { to } = this.index.samples;
    const chosen: SessionSample[] = [];
    let next = after;
    for (let block = 0; block < to.length; block++) {
      if (to[block]! <= next) continue;
      for (const sample of await this.samples(block)) {
        if (sample.time <= next) continue;
        if (chosen.length === SAMPLES_AT_ONCE) return { samples: chosen, more: true };
        chosen.push({ ...sample, snapshot: [], globals: [] });
        next = sample.time + step;
      }
    }
    return { samples: chosen, more: false };
  }

  get format(): FormatVersion {
    return this.file.version;
  }

  close(): Promise<void> {
    return this.file.close();
  }

  /** `since`: when the sample before was taken, ns. */
  private async tracedAt({ time, threads }: SessionSample, since: number): Promise<ThreadTrace[] | null> {
    const { events: names, mode } = this.contents.meta.session;
    if (mode !== 'trace' || threads.some(({ dropped }) => dropped > 0)) return null;
    const block = lastUpTo(this.index.events.from, time);
    const { open, events } = block < 0 ? { open: NO_EVENTS, events: NO_EVENTS } : await this.events(block, 1);
    return eventsByThread([open, events], threads.length, time).map((own) => threadTrace(own, names, since));
  }

  private async block(block: number): Promise<Uint8Array> {
    const { offset, count } = this.index.events;
    const found = typed((await this.file.block(offset[block]!)).block, 'evts');
    checkEvents(found, this.contents.meta);
    if (found.payload.length !== count[block]! * EVENT_BYTES) throw new RecordingError('damaged', `the trace block at byte ${found.offset} is not as long as the index says`);
    return found.payload;
  }

  private async samples(block: number): Promise<SessionSample[]> {
    if (this.read?.block !== block) {
      const { block: found } = await this.file.block(this.index.samples.offset[block]!);
      const samples = parseBlock(typed(found, 'smpl'), recordedSamples);
      if (samples.length !== this.index.samples.count[block]) throw new RecordingError('damaged', `the block of samples at byte ${found.offset} does not have as many as the index says`);
      this.read = { block, samples };
    }
    return this.read!.samples;
  }
}

/** Index of the last value up to a limit, of rising ones; -1 without any. */
function lastUpTo(rising: readonly number[], most: number): number {
  let low = 0;
  for (let high = rising.length; low < high; ) {
    const middle = (low + high) >>> 1;
    if (rising[middle]! <= most) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
