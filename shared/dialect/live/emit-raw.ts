/** The runtime's raw primitives (`runtime/raw.d.ts`) as WebAssembly. A backend may have others besides (`EmitContext`). */
import type { Reg } from '../ir.ts';
import { ATOMIC, ATOMIC_RMW, BINARY, OP, SIMD, TRUNC_SAT_F64_U_I64 } from '../wasm/opcodes.ts';
import type { CodeWriter } from './code-writer.ts';

/** Writes the code of one: its arguments are in registers; `offset` is one more, which its address has. */
export type EmitPrimitive = (e: CodeWriter, args: Reg[], offset: number) => void;

/** Where the four vectors of a granule begin. */
const VECTORS = [0, 16, 32, 48];

/** Primitives that access memory at their first argument, an address, plus an offset. */
const ACCESSES: Record<string, EmitPrimitive> = {
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
    e.wide(OP.i64Load, offset);
    e.get(value!);
    e.out.byte(OP.i64ExtendI32U);
    e.out.byte(OP.i64Add);
    e.wide(OP.i64Store, offset);
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

/** Names of those whose address may have a constant folded into it. */
export const ADDRESSING: ReadonlySet<string> = new Set(Object.keys(ACCESSES));

const RAW: Record<string, EmitPrimitive> = {
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
    e.wide(OP.f64Store, 0);
  },
  $multiply_high: (e, [a, b]) => {
    for (const r of [a!, b!]) {
      e.get(r);
      e.out.byte(OP.i64ExtendI32U);
    }
    e.out.byte(OP.i64Mul);
    e.upperHalf();
  },
  $clz: (e, [value]) => (e.get(value!), e.out.byte(OP.i32Clz)),
  $fail: (e, [kind, site, a, b]) => {
    for (const r of [kind!, site!, a!, b!]) e.get(r);
    e.call('$fail', e.fn.site);
    e.out.byte(OP.unreachable);
  },
  $block: (e) => e.global(e.context.globals.block),
  $stop_word: (e) => e.global(e.context.globals.stop),
};

export function emitRaw(e: CodeWriter, name: string, args: Reg[], offset: number): void {
  if (name.startsWith('$param:')) return parameter(e, name.slice('$param:'.length));
  const emit = RAW[name] ?? e.context.primitives?.[name];
  if (!emit) throw new Error(`there is no primitive ${name}`);
  emit(e, args, offset);
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
