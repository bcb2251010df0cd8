/** Writes the frame of a recording: header and blocks, one after the other. The file takes its name only when it is complete. */
import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, deflateRaw } from 'node:zlib';
import { toJson } from '../../shared/recording/contents.ts';
import { encodeBlockHeader, encodeHeader, LIMITS, type BlockType } from '../../shared/recording/format.ts';

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
    private readonly path: string,
    private readonly file: FileHandle,
  ) {}

  /** Begins `path`, which is replaced when the recording is complete. */
  static async create(path: string): Promise<BlockWriter> {
    const writer = new BlockWriter(path, await open(partial(path), 'w'));
    await writer.enqueue(() => writer.writeChecked(encodeHeader()));
    return writer;
  }

  /** Where the bytes are until they have their name. */
  get partial(): string {
    return partial(this.path);
  }

  /** The payload of one block, made when it is its turn and it is known where it begins. */
  block(type: BlockType, payload: (offset: number) => Uint8Array, level: number): Promise<void> {
    return this.enqueue(async () => {
      const raw = payload(this.position);
      if (raw.length > LIMITS.rawBytes) throw new Error(`a ${type} block of ${raw.length} bytes is too large to record`);
      const stored = await deflate(raw, { level });
      await this.writeChecked(encodeBlockHeader(type, stored.length, raw.length), stored);
      this.blocks++;
    });
  }

  json(type: BlockType, value: (offset: number) => unknown): Promise<void> {
    return this.block(type, (offset) => new TextEncoder().encode(toJson(value(offset))), JSON_LEVEL);
  }

  /** Whole blocks as another recording has them. */
  copied(bytes: Uint8Array, blocks: number): Promise<void> {
    return this.enqueue(async () => {
      await this.write([bytes]);
      this.blocks += blocks;
    });
  }

  async complete(): Promise<void> {
    await this.last;
    await this.file.sync();
    await this.file.close();
    await rename(partial(this.path), this.path);
  }

  /** Gives up; what was there before stays. */
  async discard(): Promise<void> {
    await this.last.catch(() => {});
    await this.file.close();
    await rm(partial(this.path), { force: true });
  }

  enqueue(work: () => Promise<void>): Promise<void> {
    const done = this.last.then(work);
    this.last = done;
    // Nobody needs to wait for a write: its failure fails all later ones, `complete()` at the latest.
    done.catch(() => {});
    return done;
  }

  /** Fills in the CRC, the last word of `head`: it covers what is before it and the payload. */
  private writeChecked(head: Uint8Array, payload: Uint8Array<ArrayBuffer> = new Uint8Array()): Promise<void> {
    const covered = head.length - 4;
    const crc = crc32(payload, crc32(head.subarray(0, covered)));
    new DataView(head.buffer).setUint32(covered, crc, true);
    return this.write([head, payload]);
  }

  private async write(parts: Uint8Array[]): Promise<void> {
    await this.file.writev(parts);
    for (const { length } of parts) this.position += length;
  }
}

function partial(path: string): string {
  return `${path}.part`;
}
