/** Makes the index and the overview of a session's recording, block by block: while it is written, or from one that has none. */
import { EVENT_BYTES, EVENT_OFFSET } from '../trace/events.ts';
import { readEvents } from '../trace/read-events.ts';
import type { SessionMeta, SessionSample } from '../trace/session.ts';
import { Phase } from '../trace/vocabulary.ts';
import type { RecordingIndex, TimedBlocks } from './index-block.ts';
import { encodeOverview } from './overview/bytes.ts';
import { OverviewBuilder } from './overview/overview.ts';

/** Of a block without what is open: an offset, a count and two times. */
const BLOCK_CHARS = 64;

interface OpenSlice {
  time: number;
  event: number;
  thread: number;
  a: number;
  b: number;
  site: number;
}

export class IndexBuilder {
  private readonly overview: OverviewBuilder;
  /** Of each of the vocabulary's rows, the event that begins each category. */
  private readonly beginnings: number[][];
  /** Null: it was given up. */
  private index: Pick<RecordingIndex, 'events' | 'samples'> | null = { events: { ...noBlocks(), open: [] }, samples: noBlocks() };
  /** Characters of the columns as JSON, about. */
  private chars = 0;
  /** The latest event's time, ns. */
  end = 0;

  /** @param mostChars of the index: one that becomes larger is given up, as it would never end to grow. */
  constructor({ threads, events }: Pick<SessionMeta, 'threads' | 'events'>, private readonly mostChars = Infinity) {
    this.overview = new OverviewBuilder(threads.length, events);
    const { rows, phase, row, category } = this.overview.vocabulary;
    this.beginnings = rows.map(() => []);
    events.forEach((_, event) => {
      if (phase[event] === Phase.begin) this.beginnings[row[event]!]![category[event]!] = event;
    });
  }

  /** The next block of events, and where it begins in the file. */
  addEvents(chunk: Uint8Array, offset: number): void {
    const { overview } = this;
    const open = this.index ? this.opened() : '';
    let [from, to] = [Infinity, -Infinity];
    readEvents(chunk, (time, event, thread, a, b, site) => {
      if (time < from) from = time;
      if (time > to) to = time;
      overview.event(time, event, thread, a, b, site);
    });
    if (to > this.end) this.end = to;
    this.add('events', offset, chunk.length / EVENT_BYTES, from, to, open.length);
    this.index?.events.open.push(open);
  }

  addSamples(samples: readonly SessionSample[], offset: number): void {
    this.add('samples', offset, samples.length, samples[0]!.time, samples.at(-1)!.time);
  }

  /** What is open then has ended; nothing may follow. `time`: when the session ended, ns. */
  finish(time: number): void {
    this.overview.end(Math.max(time, this.end));
  }

  /** Of all that was added so far. */
  whole(): { index: Pick<RecordingIndex, 'events' | 'samples'> | null; overview: Uint8Array } {
    const { index, overview } = this;
    return { index, overview: encodeOverview(overview.whole(), overview.vocabulary) };
  }

  private add(blocks: 'events' | 'samples', offset: number, count: number, from: number, to: number, more = 0): void {
    this.chars += BLOCK_CHARS + more;
    if (this.chars > this.mostChars) this.index = null;
    if (!this.index) return;
    const columns = this.index[blocks];
    columns.offset.push(offset);
    columns.count.push(count);
    columns.from.push(from);
    columns.to.push(to);
  }

  /** What is open now as events that begin it, as base64. */
  private opened(): string {
    const open: OpenSlice[] = [];
    this.overview.eachOpen((thread, row, category, time, a, b, site) => open.push({ time, event: this.beginnings[row]![category]!, thread, a, b, site }));
    open.sort((x, y) => x.time - y.time);
    return toBase64(asEvents(open));
  }
}

function noBlocks(): TimedBlocks {
  return { offset: [], count: [], from: [], to: [] };
}

function asEvents(open: readonly OpenSlice[]): Uint8Array {
  const bytes = new Uint8Array(open.length * EVENT_BYTES);
  const view = new DataView(bytes.buffer);
  open.forEach(({ time, event, thread, a, b, site }, i) => {
    const at = i * EVENT_BYTES;
    view.setFloat64(at + EVENT_OFFSET.time, time, true);
    view.setUint16(at + EVENT_OFFSET.event, event, true);
    view.setUint16(at + EVENT_OFFSET.thread, thread, true);
    view.setUint32(at + EVENT_OFFSET.a, a, true);
    view.setUint32(at + EVENT_OFFSET.b, b, true);
    view.setUint32(at + EVENT_OFFSET.site, site, true);
  });
  return bytes;
}

function toBase64(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary);
}
