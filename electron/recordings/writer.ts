/** Writes a recording while its session runs. The file takes its name only when it is complete. */
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import type { SessionResult, SessionSample } from '../../shared/trace/session.ts';
import { EVENT_BYTES } from '../../shared/trace/events.ts';
import type { ExplorationRecording } from './exploration.ts';
import { toJson, type RecordedSources, type RecordingMeta } from '../../shared/recording/contents.ts';
import { noNotes, type RecordedNotes } from '../../shared/recording/notes.ts';
import { encodeBlockHeader, encodeHeader, LIMITS, type BlockType } from '../../shared/recording/format.ts';

const deflate = promisify<Uint8Array, { level: number }, Buffer<ArrayBuffer>>(deflateRaw);
/** Whole events, well below a block's limit. */
const EVENTS_PER_BLOCK = 100_000;
const SAMPLES_PER_BLOCK = 20;

export class RecordingWriter {
  /** Resolves when all is written that was asked for so far. Writes happen one after the other, in the order they were asked for. */
  private last: Promise<void> = Promise.resolve();
  private samples: SessionSample[] = [];
  private readonly counts = { blocks: 0, events: 0, samples: 0 };

  private constructor(
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  /** Begins `path`, which is replaced when the recording is complete. */
  static async create(path: string): Promise<RecordingWriter> {
    const writer = new RecordingWriter(path, await open(partial(path), 'w'));
    await writer.enqueue(() => writer.writeChecked(encodeHeader()));
    return writer;
  }

  begin(meta: RecordingMeta, sources: RecordedSources): Promise<void> {
    void this.json('meta', meta);
    return this.json('srcs', sources);
  }

  /** Resolves when they are written: whoever waits for it keeps memory bounded. */
  async events(chunk: Uint8Array): Promise<void> {
    this.counts.events += chunk.length / EVENT_BYTES;
    const size = EVENTS_PER_BLOCK * EVENT_BYTES;
    for (let at = 0; at < chunk.length; at += size) await this.block('evts', chunk.subarray(at, at + size), 3);
  }

  sample(sample: SessionSample): Promise<void> {
    this.samples.push(sample);
    return this.samples.length < SAMPLES_PER_BLOCK ? this.last : this.flushSamples();
  }

  /** Completes the file. */
  async finish(result: SessionResult, notes: RecordedNotes = noNotes): Promise<void> {
    void this.flushSamples();
    void this.json('rslt', result);
    this.notes(notes);
    await this.complete();
  }

  /** Writes an exploration and completes the file. */
  async exploration({ meta, sources, verdict, notes = noNotes }: ExplorationRecording): Promise<void> {
    void this.json('expl', meta);
    void this.json('srcs', sources);
    void this.json('vrdt', verdict);
    this.notes(notes);
    await this.complete();
  }

  /** Gives up; what was there before stays. */
  async discard(): Promise<void> {
    await this.last.catch(() => {});
    await this.file.close();
    await rm(partial(this.path), { force: true });
  }

  private notes(notes: RecordedNotes): void {
    if (notes.notes.length + notes.bookmarks.length > 0) void this.json('note', notes);
  }

  private async complete(): Promise<void> {
    await this.json('end ', this.counts);
    await this.file.close();
    await rename(partial(this.path), this.path);
  }

  private flushSamples(): Promise<void> {
    const { samples } = this;
    this.samples = [];
    this.counts.samples += samples.length;
    return samples.length > 0 ? this.json('smpl', samples) : this.last;
  }

  private json(type: BlockType, value: unknown): Promise<void> {
    return this.block(type, new TextEncoder().encode(toJson(value)), 6);
  }

  private block(type: BlockType, raw: Uint8Array, level: number): Promise<void> {
    this.counts.blocks++;
    return this.enqueue(async () => {
      if (raw.length > LIMITS.rawBytes) throw new Error(`a ${type} block of ${raw.length} bytes is too large to record`);
      const payload = await deflate(raw, { level });
      await this.writeChecked(encodeBlockHeader(type, payload.length, raw.length), payload);
    });
  }

  /** Fills in the CRC, the last word of `head`: it covers what is before it and the payload. */
  private async writeChecked(head: Uint8Array, payload: Uint8Array<ArrayBuffer> = new Uint8Array()): Promise<void> {
    const covered = head.length - 4;
    const crc = crc32(payload, crc32(head.subarray(0, covered)));
    new DataView(head.buffer).setUint32(covered, crc, true);
    await this.file.writev([head, payload]);
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.last.then(work);
    this.last = done;
    // Nobody needs to wait for a write: its failure fails all later ones, `finish()` at the latest.
    done.catch(() => {});
    return done;
  }
}

function partial(path: string): string {
  return `${path}.part`;
}
