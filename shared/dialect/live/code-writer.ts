/** Writes WebAssembly instructions of one function, and notes beside them what the code itself does not say. */
import type { IrFunction, Reg, SiteId } from '../ir.ts';
import { ByteWriter } from '../wasm/bytes.ts';
import { OP, SIMD, TYPE } from '../wasm/opcodes.ts';
import type { BranchHint } from '../wasm/module.ts';
import type { EmitContext } from './emit.ts';

export class CodeWriter {
  readonly out = new ByteWriter();
  /** `[offset in the body, site]` of each call, and of each access that traps when the address is beyond all memory. */
  readonly callSites: [number, SiteId][] = [];
  /** Which of its branches mostly go one way. */
  readonly hints: BranchHint[] = [];

  constructor(readonly fn: IrFunction, readonly context: EmitContext) {}

  get(reg: Reg): void {
    this.out.byte(OP.localGet);
    this.out.u32(reg);
  }

  set(reg: Reg): void {
    this.out.byte(OP.localSet);
    this.out.u32(reg);
  }

  constant(value: number): void {
    this.out.byte(OP.i32Const);
    this.out.s32(value);
  }

  global(index: number): void {
    this.out.byte(OP.globalGet);
    this.out.u32(index);
  }

  /** A load or store of an aligned 32-bit word (the address, and the value, pushed). */
  access(op: number, offset = 0): void {
    this.out.byte(op);
    this.out.u32(2);
    this.out.u32(offset);
  }

  /** The same of an aligned word of 64 bits. */
  wide(op: number, offset: number): void {
    this.out.byte(op);
    this.out.u32(3);
    this.out.u32(offset);
  }

  /** Of the 64-bit word pushed, the upper 32 bits. */
  upperHalf(): void {
    this.out.byte(OP.i64Const);
    this.out.s32(32);
    this.out.byte(OP.i64ShrU);
    this.out.byte(OP.i32WrapI64);
  }

  atomic(op: number, offset = 0): void {
    this.out.byte(OP.atomic);
    this.out.byte(op);
    this.out.u32(2);
    this.out.u32(offset);
  }

  simd(op: number): void {
    this.out.byte(OP.simd);
    this.out.u32(op);
  }

  /** A load or store of four words (the address, and the vector, pushed). */
  vector(op: number, offset: number): void {
    this.simd(op);
    this.out.u32(4);
    this.out.u32(offset);
  }

  /** Pushes a vector of four times the same word. */
  splat(reg: Reg): void {
    this.get(reg);
    this.simd(SIMD.splat);
  }

  /** Notes where the next instruction comes from. */
  place(site: SiteId): void {
    this.callSites.push([this.out.length, site]);
  }

  call(name: string, site: SiteId): void {
    this.place(site);
    this.out.byte(OP.call);
    this.out.u32(this.context.functionIndex(name));
  }

  /** Calls `fail(kind, site, a, b)`; `a` and `b` push the other two. It throws, and code that knows so keeps nothing alive for after. */
  fail(kind: number, site: SiteId, a: () => void, b: () => void): void {
    this.constant(kind);
    this.constant(site);
    a();
    b();
    this.call('$fail', site);
    this.out.byte(OP.unreachable);
  }

  /** What hardly ever happens, if it does. */
  when(condition: () => void, then: () => void): void {
    condition();
    this.hints.push([this.out.length, false]);
    this.out.byte(OP.if);
    this.out.byte(TYPE.empty);
    then();
    this.out.byte(OP.end);
  }
}
