/** All that the timeline knows of a session: fed with chunks of trace events while it runs, asked by the view for each frame. */
import { EVENT_BYTES } from '../../../shared/trace/events.ts';
import type { SessionMeta } from '../../../shared/trace/session.ts';
import type { TimeRange } from '../../../shared/trace/time-range.ts';
import { Lane, type Row } from './lane.ts';
import { defaultLimits, keepWithin, type TimelineLimits } from './retention.ts';
import { newestStretch } from './stretch.ts';
import { type Vocabulary, vocabularyOf } from '../../../shared/trace/vocabulary.ts';

export type TimelineMeta = Pick<SessionMeta, 'threads' | 'events' | 'sites'>;

/** @throws {RangeError} when the limits are not usable. */
export function createTimelineModel(meta: TimelineMeta, limits: Partial<TimelineLimits> = {}): TimelineModel {
  const all = { ...defaultLimits, ...limits };
  if (all.chunkRows < 16 || !Number.isInteger(Math.log2(all.chunkRows))) throw new RangeError('chunkRows must be a power of two, at least 16');
  return new TimelineModel(meta, all);
}

export class TimelineModel {
  readonly vocabulary: Vocabulary;
  readonly lanes: Lane[];
  /** The session's newest known time, ns. */
  now = 0;
  /** Events taken so far, and those among them that could not be understood. */
  events = 0;
  malformed = 0;
  /** Counts changes, so that a view can tell whether it is up to date. */
  version = 0;
  /** The newest one in which the scenario's threads ran, ns (stretch.ts); null: they have not been paused yet. */
  stretch: TimeRange | null = null;
  /** Nothing more comes: the session was recorded. */
  readonly complete: boolean = false;
  /** Counts how often the rows' slices were exchanged for others: then a slice's index is another one's. */
  exchanged = 0;
  private readonly laneByThread = new Map<number, Lane>();
  private readonly dropped = new Map<number, number>();
  private readonly listeners = new Set<() => void>();

  constructor(
    readonly meta: TimelineMeta,
    readonly limits: TimelineLimits,
  ) {
    this.vocabulary = vocabularyOf(meta.events);
    const chunkRows = { slices: limits.chunkRows, nodes: Math.max(16, limits.chunkRows / 8) };
    // Those that the scenario is about first.
    const rank = { thread: 0, kthread: 1, boot: 2 };
    this.lanes = meta.threads.toSorted((x, y) => rank[x.kind] - rank[y.kind]).map((thread) => new Lane(thread, this.vocabulary, chunkRows));
    for (const lane of this.lanes) this.laneByThread.set(lane.thread.index, lane);
  }

  /**
   * Takes whole events as in shared/trace/events.ts; each thread's in the order of time.
   * @throws {RangeError} when the chunk is not a whole number of events.
   */
  append(chunk: ArrayBuffer | Uint8Array): void {
    const bytes = chunk instanceof Uint8Array ? chunk : new Uint8Array(chunk);
    if (bytes.byteLength % EVENT_BYTES !== 0) throw new RangeError(`a chunk of ${bytes.byteLength} bytes is no whole number of ${EVENT_BYTES}-byte events`);
    if (bytes.byteLength === 0) return;
    const aligned = bytes.byteOffset % 8 === 0 ? bytes : bytes.slice();
    const { buffer, byteOffset, byteLength } = aligned;
    // The layout of shared/trace/events.ts as columns with a stride; every platform that Electron runs on is little-endian.
    const times = new Float64Array(buffer, byteOffset, byteLength / 8);
    const halves = new Uint16Array(buffer, byteOffset, byteLength / 2);
    const words = new Uint32Array(buffer, byteOffset, byteLength / 4);
    const known = this.meta.events.length;
    const [paused, goesOn] = [this.meta.events.indexOf('tracer:begin'), this.meta.events.indexOf('tracer:end')];
    for (let i = 0; i < byteLength / EVENT_BYTES; i++) {
      const time = times[i * 3]!;
      const event = halves[i * 12 + 4]!;
      const lane = this.laneByThread.get(halves[i * 12 + 5]!);
      if (!lane || event >= known || !(time >= 0 && time < Infinity)) {
        this.malformed++;
        continue;
      }
      lane.event(event, time, words[i * 6 + 3]!, words[i * 6 + 4]!, words[i * 6 + 5]!);
      if (lane.time > this.now) this.now = lane.time;
      if (event === paused) lane.pausedAt = lane.time;
      else if (event === goesOn) lane.resumedAt = lane.time;
      else lane.activeAt = lane.time;
    }
    this.events += byteLength / EVENT_BYTES;
    this.stretch = newestStretch(this.lanes) ?? this.stretch;
    keepWithin(this.limits, this.lanes.flatMap(({ gaps, rows }) => [gaps, ...rows.map(({ pyramid }) => pyramid)]));
    this.changed();
  }

  /** Events that this thread dropped since the session started, because its ring was full. */
  noteDropped(thread: number, total: number): void {
    const more = total - (this.dropped.get(thread) ?? 0);
    if (more <= 0) return;
    this.dropped.set(thread, total);
    this.laneByThread.get(thread)?.lose(more);
    this.changed();
  }

  /** The session's clock says `time` (ns): so much has passed, with or without events. */
  advance(time: number): void {
    if (time <= this.now) return;
    this.now = time;
    this.changed();
  }

  /** Until when there is something to see, ns: to the end of the newest stretch; before there is one, as long as anything lasts or happens. */
  get newest(): number {
    if (this.stretch) return this.stretch.end;
    const threads = this.lanes.filter(({ thread, activeAt }) => thread.kind === 'thread' && activeAt >= 0);
    return threads.length === 0 || threads.some(({ isBusy }) => isBusy) ? this.now : Math.max(...threads.map(({ activeAt }) => activeAt));
  }

  /** Events that were recorded or should have been, and are not here. */
  get missing(): number {
    return [...this.dropped.values()].reduce((sum, count) => sum + count, 0);
  }

  rows(): Row[] {
    return this.lanes.flatMap(({ rows }) => rows);
  }

  /** Calls back after each change; answers how to stop that. */
  onChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Only sums are here of what is shown, though the single slices can be had. */
  get summedUp(): boolean {
    return false;
  }

  protected changed(): void {
    this.version++;
    for (const listener of this.listeners) listener();
  }
}
