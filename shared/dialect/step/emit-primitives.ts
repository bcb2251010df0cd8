/** The search's own raw primitives (`runtime/raw.d.ts`) as WebAssembly, besides those that it shares with live code. */
import type { Reg } from '../ir.ts';
import type { CodeWriter } from '../live/code-writer.ts';
import type { EmitPrimitive } from '../live/emit-raw.ts';
import { OP, SIMD } from '../wasm/opcodes.ts';

/** Where the four vectors of a bucket begin. */
const VECTORS = [0, 16, 32, 48];
/** Where the four 64-bit words of a chunk of 32 bytes begin. */
const WORDS = [0, 8, 16, 24];
/** Factors of hashes: odd, with bits all over. */
const ODD = [-0x61c8864680b583ebn, 0x3c79ac492ba7b653n, 0x1c69b3f74ac4ae35n, -0x4b47d0c55a8c1d65n];

export const STEP_PRIMITIVES: Readonly<Record<string, EmitPrimitive>> = {
  $copy: (e, [to, from, bytes]) => {
    for (const r of [to!, from!, bytes!]) e.get(r);
    e.out.append(new Uint8Array([0xfc, 0x0a, 0, 0])); // memory.copy
  },
  $copy_chunk: (e, [to, from]) => {
    for (const part of WORDS) {
      e.get(to!);
      e.get(from!);
      e.wide(OP.i64Load, part);
      e.wide(OP.i64Store, part);
    }
  },
  $same_chunk: (e, [a, b]) => {
    for (const part of WORDS) {
      e.get(a!);
      e.wide(OP.i64Load, part);
      e.get(b!);
      e.wide(OP.i64Load, part);
      e.out.byte(OP.i64Xor);
      if (part > 0) e.out.byte(OP.i64Or);
    }
    e.out.byte(OP.i64Eqz);
  },
  $zero: (e, [address, bytes]) => {
    e.get(address!);
    e.constant(0);
    e.get(bytes!);
    e.out.append(new Uint8Array([0xfc, 0x0b, 0])); // memory.fill
  },
  $hash_chunk: (e, [address]) => {
    WORDS.forEach((part, i) => {
      e.get(address!);
      e.wide(OP.i64Load, part);
      hashIn(e, i);
    });
    e.upperHalf();
  },
  $hash_pair: (e, words) => {
    words.forEach((word, i) => {
      e.get(word);
      e.out.byte(OP.i64ExtendI32U);
      hashIn(e, i);
    });
    e.upperHalf();
  },
  $is_pair: (e, [address, left, right]) => {
    e.get(address!);
    e.wide(OP.i64Load, 0);
    pair(e, left!, right!);
    e.out.byte(OP.i64Eq);
  },
  $store_pair: (e, [address, left, right]) => {
    e.get(address!);
    pair(e, left!, right!);
    e.wide(OP.i64Store, 0);
  },
  $matching: (e, [bucket, tag, bits]) => slots(e, bucket!, () => {
    e.splat(tag!);
    e.simd(SIMD.xor);
    e.get(bits!);
    e.simd(SIMD.i32x4ShrU);
  }),
  $free_slots: (e, [bucket]) => slots(e, bucket!, () => {}),
  $overlap: (e, [a, b]) => {
    e.get(a!);
    e.vector(SIMD.load, 0);
    e.get(b!);
    e.vector(SIMD.load, 0);
    e.simd(SIMD.and);
    e.simd(SIMD.anyTrue);
  },
  $ctz: (e, [value]) => (e.get(value!), e.out.byte(OP.i32Ctz)),
  $step: (e, [pc, tp, choice]) => {
    for (const r of [tp!, choice!, pc!]) e.get(r);
    e.out.byte(OP.callIndirect);
    e.out.u32(e.context.callType(2, true));
    e.out.u32(0);
  },
};

/** A bit for each of the sixteen words at an address that is zero once `change` has changed it, four at a time. */
function slots(e: CodeWriter, bucket: Reg, change: () => void): void {
  for (const part of VECTORS) {
    e.get(bucket);
    e.vector(SIMD.load, part);
    change();
    e.constant(0);
    e.simd(SIMD.splat);
    e.simd(SIMD.i32x4Eq);
    if (part === 16 || part === 48) e.simd(SIMD.i16x8NarrowS);
  }
  e.simd(SIMD.i8x16NarrowS);
  e.simd(SIMD.i8x16Bitmask);
}

/** The 64-bit word pushed, the i-th of what is hashed, joins those before it. */
function hashIn(e: CodeWriter, i: number): void {
  e.out.byte(OP.i64Const);
  e.out.s64(ODD[i]!);
  e.out.byte(OP.i64Mul);
  if (i > 0) e.out.byte(OP.i64Add);
}

/** Pushes a pair of words as one of 64 bits. */
function pair(e: CodeWriter, left: Reg, right: Reg): void {
  e.get(left);
  e.out.byte(OP.i64ExtendI32U);
  e.get(right);
  e.out.byte(OP.i64ExtendI32U);
  e.out.byte(OP.i64Const);
  e.out.s32(32);
  e.out.byte(OP.i64Shl);
  e.out.byte(OP.i64Or);
}
