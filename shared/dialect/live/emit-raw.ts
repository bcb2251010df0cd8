/** The runtime's raw primitives (`runtime/raw.d.ts`) as WebAssembly. */
import type { Reg } from '../ir.ts';
import { ATOMIC, ATOMIC_RMW, BINARY, OP, SIMD, TRUNC_SAT_F64_U_I64 } from '../wasm/opcodes.ts';
import type { CodeWriter } from './code-writer.ts';

type Emit = (e: CodeWriter, args: Reg[], offset: number) => void;

/** Where the four vectors of a granule begin. */
const VECTORS = [0, 16, 32, 48];
/** Where the four 64-bit words of a chunk of 32 bytes begin. */
const CHUNK = [0, 8, 16, 24];
/** Factors of hashes: odd, with bits all over. */
const ODD = [-0x61c8864680b583ebn, 0x3c79ac492ba7b653n, 0x1c69b3f74ac4ae35n, -0x4b47d0c55a8c1d65n];

/** Primitives that access memory at their first argument, an address, plus an offset. */
const ACCESSES: Record<string, Emit> = {
  $load: (e, [address], offset) => (e.get(address!), e.access(OP.i32Load, offset)),
  $store: (e, [address, value], offset) => (e.get(address!), e.get(value!), e.access(OP.i32Store, offset)),
  $atomic_load: (e, [address], offset) => (e.get(address!), e.atomic(ATOMIC.i32Load, offset)),
  $atomic_store: (e, [address, value], offset) => (e.get(address!), e.get(value!), e.atomic(ATOMIC.i32Store, offset)),
  $atomic_add: (e, [address, value], offset) => (e.get(address!), e.get(value!), e.atomic(ATOMIC_RMW.add, offset)),
  $atomic_or: (e, [address, value], offset) => (e.get(address!), e.get(value!), e.atomic(ATOMIC_RMW.or, offset)),
  $atomic_cmpxchg: (e, [address, expected, value], offset) => (e.get(address!), e.get(expected!), e.get(value!), e.atomic(ATOMIC.i32Cmpxchg, offset)),
  $add64: (e, [address, value], offset) => {
    e.get(address!);
    e.get(address!);
    wide(e, OP.i64Load, offset);
    e.get(value!);
    e.out.byte(OP.i64ExtendI32U);
    e.out.byte(OP.i64Add);
    wide(e, OP.i64Store, offset);
  },
  $fill_granule: (e, [address, value], offset) => {
    for (const part of VECTORS) {
      e.get(address!);
      e.splat(value!);
      e.vector(SIMD.store, offset + part);
    }
  },
  $granule_holds: (e, [address, value], offset) => {
    for (const part of VECTORS) {
      e.get(address!);
      e.vector(SIMD.load, offset + part);
      e.splat(value!);
      e.simd(SIMD.xor);
      if (part > 0) e.simd(SIMD.or);
    }
    e.simd(SIMD.anyTrue);
    e.out.byte(OP.i32Eqz);
  },
};

export const ADDRESSING: ReadonlySet<string> = new Set(Object.keys(ACCESSES));

const RAW: Record<string, Emit> = {
  ...ACCESSES,
  $wait: (e, [address, expected, us]) => {
    e.get(address!);
    e.get(expected!);
    // Nanoseconds as i64; a negative time, of any size, means for ever.
    e.get(us!);
    e.out.byte(0xac); // i64.extend_i32_s
    e.out.byte(OP.i64Const);
    e.out.s32(1000);
    e.out.byte(OP.i64Mul);
    e.atomic(ATOMIC.wait32);
    e.out.byte(OP.drop);
  },
  $notify: (e, [address, count]) => (e.get(address!), e.get(count!), e.atomic(ATOMIC.notify), e.out.byte(OP.drop)),
  $now_ns: (e) => now(e, 1),
  $now_us: (e) => now(e, 1000),
  $store_now: (e, [address]) => {
    e.get(address!);
    e.call('env.now', e.fn.site);
    e.out.byte(OP.f64Store);
    e.out.u32(3);
    e.out.u32(0);
  },
  $multiply_high: (e, [a, b]) => {
    for (const r of [a!, b!]) {
      e.get(r);
      e.out.byte(OP.i64ExtendI32U);
    }
    e.out.byte(OP.i64Mul);
    upperHalf(e);
  },
  $clz: (e, [value]) => (e.get(value!), e.out.byte(OP.i32Clz)),
  $fail: (e, [kind, site, a, b]) => {
    for (const r of [kind!, site!, a!, b!]) e.get(r);
    e.call('$fail', e.fn.site);
    e.out.byte(OP.unreachable);
  },
  $copy: (e, [to, from, bytes]) => {
    for (const r of [to!, from!, bytes!]) e.get(r);
    e.out.append(new Uint8Array([0xfc, 0x0a, 0, 0])); // memory.copy
  },
  $copy_chunk: (e, [to, from]) => {
    for (const part of CHUNK) {
      e.get(to!);
      e.get(from!);
      wide(e, OP.i64Load, part);
      wide(e, OP.i64Store, part);
    }
  },
  $same_chunk: (e, [a, b]) => {
    for (const part of CHUNK) {
      e.get(a!);
      wide(e, OP.i64Load, part);
      e.get(b!);
      wide(e, OP.i64Load, part);
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
    CHUNK.forEach((part, i) => {
      e.get(address!);
      wide(e, OP.i64Load, part);
      e.out.byte(OP.i64Const);
      e.out.s64(ODD[i]!);
      e.out.byte(OP.i64Mul);
      if (i > 0) e.out.byte(OP.i64Add);
    });
    upperHalf(e);
  },
  $hash_pair: (e, words) => {
    words.forEach((word, i) => {
      e.get(word);
      e.out.byte(OP.i64ExtendI32U);
      e.out.byte(OP.i64Const);
      e.out.s64(ODD[i]!);
      e.out.byte(OP.i64Mul);
      if (i > 0) e.out.byte(OP.i64Add);
    });
    upperHalf(e);
  },
  $is_pair: (e, [address, left, right]) => {
    e.get(address!);
    wide(e, OP.i64Load, 0);
    pair(e, left!, right!);
    e.out.byte(OP.i64Eq);
  },
  $store_pair: (e, [address, left, right]) => {
    e.get(address!);
    pair(e, left!, right!);
    wide(e, OP.i64Store, 0);
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
  $block: (e) => e.global(e.context.globals.block),
  $stop_word: (e) => e.global(e.context.globals.stop),
};

export function emitRaw(e: CodeWriter, name: string, args: Reg[], offset: number): void {
  if (name.startsWith('$param:')) return parameter(e, name.slice('$param:'.length));
  const emit = RAW[name];
  if (!emit) throw new Error(`the live backend has no primitive ${name}`);
  emit(e, args, offset);
}

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

/** A number of the program's layout; an address in a worker's own memory is told from where that begins. */
function parameter(e: CodeWriter, name: string): void {
  const { own } = e.context;
  if (!own?.names.has(name)) return e.constant(e.context.parameter(name));
  e.global(own.base);
  const offset = e.context.parameter(name);
  if (offset === 0) return;
  e.constant(offset);
  e.out.byte(BINARY.add);
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

/** Of the 64-bit word pushed, the upper 32 bits. */
function upperHalf(e: CodeWriter): void {
  e.out.byte(OP.i64Const);
  e.out.s32(32);
  e.out.byte(OP.i64ShrU);
  e.out.byte(OP.i32WrapI64);
}

function wide(e: CodeWriter, op: number, offset: number): void {
  e.out.byte(op);
  e.out.u32(3);
  e.out.u32(offset);
}

function now(e: CodeWriter, divisor: number): void {
  e.call('$now', e.fn.site);
  if (divisor !== 1) {
    e.out.byte(OP.f64Const);
    e.out.append(new Uint8Array(new Float64Array([divisor]).buffer));
    e.out.byte(OP.f64Div);
  }
  e.out.byte(OP.saturating);
  e.out.byte(TRUNC_SAT_F64_U_I64);
  e.out.byte(OP.i32WrapI64);
}

