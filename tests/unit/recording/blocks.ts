/** Recordings made block by block, with right checksums and whatever contents. */
import { crc32, deflateRawSync } from 'node:zlib';
import { encodeBlockHeader, encodeHeader, type BlockType } from '../../../shared/recording/format';

/** Contents are JSON unless they are bytes, or a text that is written as it is. */
export type Block = [type: string, content: unknown];

export function recordingOf(...blocks: Block[]): Buffer {
  return Buffer.concat([sealed(encodeHeader()), ...blocks.map(blockOf)]);
}

export function blockOf([type, content]: Block): Buffer {
  const raw = content instanceof Uint8Array ? content : Buffer.from(typeof content === 'string' ? content : JSON.stringify(content, (_key, value: unknown) => (value instanceof Uint32Array ? [...value] : value)));
  const payload = deflateRawSync(raw);
  return sealed(encodeBlockHeader(type as BlockType, payload.length, raw.length), payload);
}

export function sealed(head: Uint8Array, payload = Buffer.alloc(0)): Buffer {
  new DataView(head.buffer).setUint32(head.length - 4, crc32(payload, crc32(head.subarray(0, head.length - 4))), true);
  return Buffer.concat([head, payload]);
}
