import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ByteWriter } from '../../../../shared/dialect/wasm/bytes.ts';

/** LEB128 by the definition: groups of seven bits, least significant first. */
function leb128(value: bigint, signed: boolean): number[] {
  const bytes: number[] = [];
  for (;;) {
    const low = Number(value & 0x7fn);
    value >>= 7n;
    const done = signed ? (value === 0n && low < 64) || (value === -1n && low >= 64) : value === 0n;
    bytes.push(done ? low : low | 0x80);
    if (done) return bytes;
  }
}

function written(write: (w: ByteWriter) => void): number[] {
  const w = new ByteWriter();
  write(w);
  return [...w.finish()];
}

describe('ByteWriter', () => {
  it('writes unsigned and signed LEB128', () => {
    fc.assert(fc.property(fc.integer({ min: 0, max: 2 ** 32 - 1 }), (n) => { expect(written((w) => w.u32(n))).toEqual(leb128(BigInt(n), false)); }));
    fc.assert(fc.property(fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }), (n) => { expect(written((w) => w.s32(n))).toEqual(leb128(BigInt(n), true)); }));
    for (const n of [0, 63, 64, 127, 128, 2 ** 31 - 1]) expect(written((w) => w.s32(n))).toEqual(leb128(BigInt(n), true));
    for (const n of [-1, -64, -65, -128, -(2 ** 31)]) expect(written((w) => w.s32(n))).toEqual(leb128(BigInt(n), true));
  });

  it('writes names as UTF-8 with their length in bytes', () => {
    expect(written((w) => w.name('é→a'))).toEqual([6, ...new TextEncoder().encode('é→a')]);
  });

  it('grows as needed', () => {
    fc.assert(fc.property(fc.array(fc.uint8Array({ maxLength: 700 }), { maxLength: 8 }), (parts) => {
      expect(written((w) => parts.forEach((p) => (w.append(p), w.byte(7))))).toEqual(parts.flatMap((p) => [...p, 7]));
    }));
  });
});
