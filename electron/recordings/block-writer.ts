/** Writes the frame of a recording: header and blocks, one after the other. The file takes its name only when it is complete. */
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import { toJson } from '../../shared/recording/contents.ts';
import { encodeBlockHeader, encodeHeader, LIMITS, sizeOf, type BlockType, type RecordingLimits } from '../../shared/recording/format.ts';
import { Part } from './part.ts';
import { RecordingError } from './recording-error.ts';

const JSON_LEVEL = 6;
const deflate = promisify<Uint8Array, { level: number }, Buffer<ArrayBuffer>>(deflateRaw);

export class BlockWriter {
  /** Bytes of what was asked for so far, once it is written. */
  position = 0;
  /** Blocks, likewise. */
  blocks = 0;
  /** Resolves when all is written that was asked for so far. Writes happen one after the other, in the order they were asked for. */
  last: Promise<void> = Promise.resolve();

  private constructor(
    private readonly part: Part,
    readonly limits: RecordingLimits,
  ) {}

  /** Begins `path`, which is replaced when the recording is complete. */
  static async create(path: string, limits = LIMITS): Promise<BlockWriter> {
    const writer = new BlockWriter(await Part.begin(path), limits);
    await writer.enqueue(() => writer.writeChecked(encodeHeader()));
    return writer;
  }

  /** Where the bytes are until they have their name. */
  get partial(): string {
    return this.part.path;
  }

  /** The payload of one block, made when it is its turn and it is known where it begins; null: there is to be none after all. */
  block(type: BlockType, payload: (offset: number) => Uint8Array | null, level: number): Promise<void> {
    return this.enqueue(async () => {
      if (!(await this.put(type, payload(this.position), level))) throw new RecordingError('too-large', `a ${type} block is too large to be recorded`);
    });
  }

  /** The same of what is JSON. */
  json(type: BlockType, value: (offset: number) => unknown): Promise<void> {
    return this.block(type, (offset) => asJson(value(offset)), JSON_LEVEL);
  }

  /** Answers false when it is larger than a block may be: then it is not there. */
  async jsonThatFits(type: BlockType, value: (offset: number) => unknown): Promise<boolean> {
    let fits = false;
    await this.enqueue(async () => void (fits = await this.put(type, asJson(value(this.position)), JSON_LEVEL)));
    return fits;
  }

  /** Whole blocks as another recording has them. */
  copied(bytes: Uint8Array, blocks: number): Promise<void> {
    return this.enqueue(async () => {
      await this.write([bytes]);
      this.blocks += blocks;
    });
  }

  /** What nobody could read is not left behind: throws a `RecordingError`. */
  async complete(): Promise<void> {
    await this.last;
    if (this.position > this.limits.fileBytes) throw new RecordingError('too-large', `it would be larger than the ${sizeOf(this.limits)} that a recording may have`);
    await this.part.complete();
  }

  /** Gives up; what was there before stays. */
  async discard(): Promise<void> {
    await this.last.catch(() => {});
    await this.part.giveUp();
  }

  enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.last.then(work);
    this.last = done;
    // Nobody needs to wait for a write: its failure fails all later ones, `complete()` at the latest.
    done.catch(() => {});
    return done;
  }

  /** Answers false when it is larger than a block may be. */
  private async put(type: BlockType, raw: Uint8Array | null, level: number): Promise<boolean> {
    if (raw === null) return true;
    if (raw.length > this.limits.rawBytes) return false;
    const stored = await deflate(raw, { level });
    if (stored.length > this.limits.storedBytes) return false;
    await this.writeChecked(encodeBlockHeader(type, stored.length, raw.length), stored);
    this.blocks++;
    return true;
  }

  /** Fills in the CRC, the last word of `head`: it covers what is before it and the payload. */
  private writeChecked(head: Uint8Array, payload: Uint8Array<ArrayBuffer> = new Uint8Array()): Promise<void> {
    const covered = head.length - 4;
    const crc = crc32(payload, crc32(head.subarray(0, covered)));
    new DataView(head.buffer).setUint32(covered, crc, true);
    return this.write([head, payload]);
  }

  private async write(parts: Uint8Array[]): Promise<void> {
    await this.part.file.writev(parts);
    for (const { length } of parts) this.position += length;
  }
}

function asJson(value: unknown): Uint8Array | null {
  return value === null ? null : new TextEncoder().encode(toJson(value));
}
