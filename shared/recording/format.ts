/**
 * The frame of a `.faultline` file, version 1. Little-endian. docs/recording.md tells it for people.
 *
 * ```
 *   header     0        8       10      12      16
 *              ├ magic ─┼ major ┼ minor ┼ CRC ──┤            CRC-32 of the bytes before it
 *
 *   block      0        4       8       12      16
 *              ├ type ──┼ stored┼ raw ──┼ CRC ──┼ payload …  CRC-32 of the 12 bytes before it and the payload
 *                         length  length
 * ```
 * A payload is `stored` bytes of raw deflate that inflate to `raw` bytes. Blocks follow each other until `end `.
 */
export const MAGIC = Uint8Array.of(0x89, 0x46, 0x4c, 0x54, 0x0d, 0x0a, 0x1a, 0x0a);
/** A reader refuses a greater major version; a greater minor one only adds blocks that it may skip. */
export const VERSION = { major: 1, minor: 3 } as const;
export const HEADER_BYTES = 16;
export const BLOCK_HEADER_BYTES = 16;

/** In the order of the file. A session: `meta`, `srcs`, then `evts` and `smpl` as they come, `rslt`, `note`, `ovrv`, `indx`, `end `. An exploration: `expl`, `srcs`, `vrdt`, `note`, `end `. */
export const BLOCK_TYPES = ['meta', 'srcs', 'evts', 'smpl', 'rslt', 'expl', 'vrdt', 'note', 'ovrv', 'indx', 'end '] as const;
export type BlockType = (typeof BLOCK_TYPES)[number];

export interface RecordingLimits {
  fileBytes: number;
  /** Of one block's payload. */
  storedBytes: number;
  rawBytes: number;
}

/** What a reader accepts from a stranger, and a writer keeps to. */
export const LIMITS: RecordingLimits = { fileBytes: 2 ** 30, storedBytes: 16 << 20, rawBytes: 64 << 20 };

/** In words. */
export function sizeOf({ fileBytes }: RecordingLimits): string {
  return fileBytes < 2 ** 30 ? `${Math.round(fileBytes / 2 ** 20)} MiB` : `${fileBytes / 2 ** 30} GiB`;
}

export interface BlockHeader {
  type: string;
  stored: number;
  raw: number;
  crc: number;
}

/** The CRC is left 0: it covers what this writes before it. */
export function encodeHeader(): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES);
  bytes.set(MAGIC);
  const view = new DataView(bytes.buffer);
  view.setUint16(8, VERSION.major, true);
  view.setUint16(10, VERSION.minor, true);
  return bytes;
}

export function encodeBlockHeader(type: BlockType, stored: number, raw: number): Uint8Array {
  const bytes = new Uint8Array(BLOCK_HEADER_BYTES);
  for (let i = 0; i < 4; i++) bytes[i] = type.charCodeAt(i);
  const view = new DataView(bytes.buffer);
  view.setUint32(4, stored, true);
  view.setUint32(8, raw, true);
  return bytes;
}

export function decodeBlockHeader(bytes: Uint8Array): BlockHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return {
    type: String.fromCharCode(...bytes.subarray(0, 4)),
    stored: view.getUint32(4, true),
    raw: view.getUint32(8, true),
    crc: view.getUint32(12, true),
  };
}
