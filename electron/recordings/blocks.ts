/** The frame of a recording: checks header, lengths, checksums; knows nothing of what blocks hold. */
import type { FileHandle } from 'node:fs/promises';
import { promisify } from 'node:util';
import { crc32, inflateRaw } from 'node:zlib';
import { BLOCK_HEADER_BYTES, decodeBlockHeader, HEADER_BYTES, MAGIC, sizeOf, VERSION, type RecordingLimits } from '../../shared/recording/format.ts';
import type { FormatVersion } from '../../shared/recording/upgrade.ts';
import { openRecorded } from './open-to-read.ts';
import { RecordingError } from './recording-error.ts';

const inflate = promisify<Uint8Array, { maxOutputLength: number; chunkSize: number }, Buffer>(inflateRaw);

/** The least that zlib takes. */
const CHUNK_BYTES = 64;
/** An `end ` block is smaller. */
const END_BYTES = 4096;

export interface RecordedBlock {
  type: string;
  /** Where it begins in the file. */
  offset: number;
  /** Of the file's format. */
  version: FormatVersion;
  payload: Uint8Array;
}

/** Opens a file and checks that it is a recording of a version that can be read. Throws `RecordingError`. */
export async function openBlocks(path: string, limits: RecordingLimits): Promise<BlockFile> {
  const file = await openRecorded(path);
  try {
    const stat = await file.stat();
    if (!stat.isFile()) throw new RecordingError('foreign', 'it is not a file');
    if (stat.size > limits.fileBytes) throw new RecordingError('too-large', `it is larger than the ${sizeOf(limits)} that a recording may have`);
    const blocks = new BlockFile(file, stat.size, limits);
    await blocks.checkHeader();
    return blocks;
  } catch (error) {
    await file.close();
    throw error;
  }
}

export class BlockFile {
  /** Of the file's format. */
  version: FormatVersion = VERSION;

  constructor(
    private readonly file: FileHandle,
    readonly size: number,
    private readonly limits: RecordingLimits,
  ) {}

  async checkHeader(): Promise<void> {
    const header = await this.read(0, Math.min(HEADER_BYTES, this.size));
    if (!MAGIC.every((byte, index) => header[index] === byte)) throw new RecordingError('foreign', 'this is no Faultline recording');
    if (header.length < HEADER_BYTES) throw new RecordingError('truncated', 'the recording ends inside its header');
    const view = new DataView(header.buffer, header.byteOffset);
    if (crc32(header.subarray(0, 12)) !== view.getUint32(12, true)) throw new RecordingError('damaged', 'the header of the recording is damaged');
    const major = view.getUint16(8, true);
    this.version = { major, minor: view.getUint16(10, true) };
    if (major > VERSION.major) {
      throw new RecordingError('newer', `the recording was made by a newer Faultline (format ${major}; this one reads up to ${VERSION.major})`);
    }
  }

  /** The blocks in the order of the file, each checked and inflated. Ends after `end `; a file without one is truncated. */
  async *blocks(): AsyncGenerator<RecordedBlock> {
    for (let offset = HEADER_BYTES; ; ) {
      const { block, next } = await this.block(offset);
      yield block;
      if (block.type === 'end ') {
        if (next !== this.size) throw new RecordingError('damaged', `there are ${this.size - next} bytes after the end of the recording`);
        return;
      }
      offset = next;
    }
  }

  /** The `end ` block, found from the end of the file; null when there is none. */
  async lastBlock(): Promise<RecordedBlock | null> {
    const from = Math.max(HEADER_BYTES, this.size - END_BYTES);
    if (from >= this.size) return null;
    const bytes = await this.read(from, this.size - from);
    for (let at = bytes.length - BLOCK_HEADER_BYTES; at >= 0; at--) {
      const { type, stored } = decodeBlockHeader(bytes.subarray(at));
      if (type === 'end ' && at + BLOCK_HEADER_BYTES + stored === bytes.length) return (await this.block(from + at)).block;
    }
    return null;
  }

  async block(offset: number): Promise<{ block: RecordedBlock; next: number }> {
    if (offset + BLOCK_HEADER_BYTES > this.size) throw truncated(offset);
    const head = await this.read(offset, BLOCK_HEADER_BYTES);
    const { type, stored, raw, crc } = decodeBlockHeader(head);
    const next = offset + BLOCK_HEADER_BYTES + stored;
    if (stored > this.limits.storedBytes || raw > this.limits.rawBytes) {
      throw new RecordingError('damaged', `the block at byte ${offset} claims to be larger than a recording's blocks are`);
    }
    if (next > this.size) throw truncated(offset);
    const payload = await this.read(offset + BLOCK_HEADER_BYTES, stored);
    const damaged = new RecordingError('damaged', `the block at byte ${offset} is damaged`);
    if (crc32(payload, crc32(head.subarray(0, 12))) !== crc) throw damaged;
    // In one piece, so that nothing is put together from parts.
    const inflated = await inflate(payload, { maxOutputLength: Math.max(1, raw), chunkSize: Math.max(CHUNK_BYTES, raw) }).catch(() => {
      throw damaged;
    });
    if (inflated.length !== raw) throw damaged;
    return { block: { type, offset, payload: inflated, version: this.version }, next };
  }

  close(): Promise<void> {
    return this.file.close();
  }

  private async read(offset: number, length: number): Promise<Uint8Array> {
    const buffer = new Uint8Array(length);
    for (let done = 0; done < length; ) {
      const { bytesRead } = await this.file.read(buffer, done, length - done, offset + done);
      if (bytesRead === 0) throw truncated(offset);
      done += bytesRead;
    }
    return buffer;
  }
}

function truncated(offset: number): RecordingError {
  return new RecordingError('truncated', `the recording is cut off: it ends inside the block at byte ${offset}`);
}
