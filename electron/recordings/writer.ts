/** Writes a recording while its session runs. */
import type { SessionResult, SessionSample } from '../../shared/trace/session.ts';
import { LIMITS, sizeOf } from '../../shared/recording/format.ts';
import { EVENT_BYTES } from '../../shared/trace/events.ts';
import type { ExplorationRecording } from './exploration.ts';
import type { RecordedSources, RecordingMeta } from '../../shared/recording/contents.ts';
import { IndexBuilder } from '../../shared/recording/index-builder.ts';
import { hasNotes, noNotes, type RecordedNotes } from '../../shared/recording/notes.ts';
import { BlockWriter } from './block-writer.ts';
import { completeSession, type SessionTail } from './session-tail.ts';

/** Whole events, well below a block's limit. */
const EVENTS_PER_BLOCK = 100_000;
const SAMPLES_PER_BLOCK = 20;
const EVENTS_LEVEL = 3;
/** Of a word of memory or of a bucket, as JSON. */
const WORD_CHARS = 11;

/** The first blocks of a session's recording, without its result, and what is to be said at the end of a copy of them. */
export interface RecordedSoFar extends Pick<SessionTail, 'counts' | 'index' | 'overview'> {
  path: string;
  /** Bytes. */
  until: number;
  /** In them. */
  blocks: number;
}

/**
 * No file becomes larger than readers take. Before it would, no more events are written, so that there is room for figures of what
 * follows; and then no more figures, so that there is room for the end.
 */
export class RecordingWriter {
  private samples: SessionSample[] = [];
  /** Of their memory. */
  private words = 0;
  private index: IndexBuilder | null = null;
  private readonly counts = { events: 0, samples: 0 };
  /** Up to when there are figures, ns. */
  private figuresUntil = 0;
  /** Of what is not written any more, up to when there is some, ns; null: there is all of it. */
  private readonly full: { trace: number | null; figures: number | null } = { trace: null, figures: null };

  private constructor(private readonly out: BlockWriter) {}

  /** Begins `path`, which is replaced when the recording is complete. */
  static async create(path: string, limits = LIMITS): Promise<RecordingWriter> {
    return new RecordingWriter(await BlockWriter.create(path, limits));
  }

  begin(meta: RecordingMeta, sources: RecordedSources): Promise<void> {
    this.index = new IndexBuilder(meta.session, this.out.limits.rawBytes);
    void this.out.json('meta', () => meta);
    return this.out.json('srcs', () => sources);
  }

  /** Resolves when they are written: whoever waits for it keeps memory bounded. */
  async events(chunk: Uint8Array): Promise<void> {
    const size = EVENTS_PER_BLOCK * EVENT_BYTES;
    for (let at = 0; at < chunk.length; at += size) {
      const part = chunk.subarray(at, at + size);
      await this.out.block('evts', (offset) => {
        if (this.full.trace === null && this.left(offset) < 2 * this.room) this.full.trace = this.index!.end;
        if (this.full.trace !== null) return null;
        this.index!.addEvents(part, offset);
        this.counts.events += part.length / EVENT_BYTES;
        return part;
      }, EVENTS_LEVEL);
    }
  }

  sample(sample: SessionSample): Promise<void> {
    this.samples.push(sample);
    for (const { words } of sample.snapshot) this.words += words.length;
    const isFull = this.samples.length === SAMPLES_PER_BLOCK || this.words * WORD_CHARS > this.out.limits.rawBytes / 4;
    return isFull ? this.flushSamples() : this.out.last;
  }

  /** Completes the file. */
  async finish(result: SessionResult, notes: RecordedNotes = noNotes): Promise<void> {
    void this.flushSamples();
    await this.out.last;
    this.index!.finish(result.final.time);
    await completeSession(this.out, { result, notes, counts: this.counts, ...this.index!.whole() });
  }

  /** Writes an exploration and completes the file. */
  async exploration({ meta, sources, verdict, notes = noNotes }: ExplorationRecording): Promise<void> {
    void this.out.json('expl', () => meta);
    void this.out.json('srcs', () => sources);
    void this.out.json('vrdt', () => verdict);
    if (hasNotes(notes)) void this.out.json('note', () => notes);
    void this.out.json('end ', () => ({ blocks: this.out.blocks, events: 0, samples: 0, index: null }));
    await this.out.complete();
  }

  /** What is written up to now, to be copied while more is written. */
  async soFar(): Promise<RecordedSoFar> {
    void this.flushSamples();
    let taken!: RecordedSoFar;
    await this.out.enqueue(async () => {
      const { index, overview } = this.index!.whole();
      taken = { path: this.out.partial, until: this.out.position, blocks: this.out.blocks, counts: { ...this.counts }, index: structuredClone(index), overview };
    });
    return taken;
  }

  /** Bytes written. */
  get size(): number {
    return this.out.position;
  }

  /** What the recording does not hold, as it has become as large as it may be; null: it holds all. */
  get shortfall(): string | null {
    const { trace, figures } = this.full;
    if (trace === null && figures === null) return null;
    const seconds = (ns: number): string => `${(ns / 1e9).toFixed(1)} s`;
    const held = [...(trace === null ? [] : [`the trace up to ${seconds(trace)}`]), figures === null ? 'figures of the whole session' : `figures up to ${seconds(figures)}`];
    return `A recording has at most ${sizeOf(this.out.limits)}: this one holds ${held.join(', and ')}.`;
  }

  /** Gives up; what was there before stays. */
  discard(): Promise<void> {
    return this.out.discard();
  }

  private flushSamples(): Promise<void> {
    const { samples } = this;
    this.samples = [];
    this.words = 0;
    if (samples.length === 0) return this.out.last;
    return this.out.json('smpl', (offset) => {
      if (this.full.figures === null && this.left(offset) < this.room) this.full.figures = this.figuresUntil;
      if (this.full.figures !== null) return null;
      this.index!.addSamples(samples, offset);
      this.counts.samples += samples.length;
      this.figuresUntil = samples.at(-1)!.time;
      return samples;
    });
  }

  /** What the file may still grow by. */
  private left(offset: number): number {
    return this.out.limits.fileBytes - offset;
  }

  /** For another block, and the four at the end: each may be as large as a block may be. */
  private get room(): number {
    return 5 * this.out.limits.storedBytes;
  }
}
