/** Second half of the live backend: one function's instructions as WebAssembly. */
import type { Instr, IrFunction, Order, Reg, SiteId, Terminator } from '../ir.ts';
import { rareBlocks } from '../passes/rare.ts';
import { ATOMIC, ATOMIC_RMW, BINARY, OP, TYPE } from '../wasm/opcodes.ts';
import { structure } from '../wasm/structure.ts';
import { FAIL } from './abi.ts';
import { CodeWriter } from './code-writer.ts';
import { emitRaw } from './emit-raw.ts';
import type { EmitContext } from './emit.ts';
import { trustedRegisters } from './trusted-registers.ts';

export class FunctionEmitter extends CodeWriter {
  /** They need no shadow check. */
  private readonly trusted: Set<Reg>;

  constructor(fn: IrFunction, context: EmitContext) {
    super(fn, context);
    this.trusted = fn.name.startsWith('$') || !context.checks ? new Set() : trustedRegisters(fn, context.program.locals);
  }

  /** The body; registers are locals, parameters first. */
  body(): Uint8Array {
    const rare = rareBlocks(this.fn.blocks);
    structure(this.fn.blocks, {
      out: this.out,
      instrs: (block) => this.fn.blocks[block]!.instrs.forEach((i) => this.instr(i)),
      condition: (block) => {
        const { end } = this.fn.blocks[block]!;
        if (end.op !== 'branch') return;
        this.get(end.condition);
        if (rare.has(end.then) !== rare.has(end.else)) this.hints.push([this.out.length, rare.has(end.else)]);
      },
      leave: (end) => this.leave(end),
    });
    this.out.byte(OP.unreachable);
    this.out.byte(OP.end);
    return this.out.finish();
  }

  private leave(end: Terminator): void {
    if (end.op === 'return') {
      if (end.value !== null) this.get(end.value);
      this.out.byte(OP.return);
    } else {
      this.out.byte(OP.unreachable);
    }
  }

  private instr(i: Instr): void {
    switch (i.op) {
      case 'const': this.constant(i.value); return this.set(i.dst);
      case 'siteId': this.constant(i.site); return this.set(i.dst);
      case 'copy': return this.copy(i);
      case 'unary': this.get(i.a); this.out.byte(OP.i32Eqz); return this.set(i.dst);
      case 'binary': return this.binary(i);
      case 'globalAddress': this.constant(this.context.layout.globals[i.name]!); return this.set(i.dst);
      case 'localAddress': return this.localAddress(i.dst, i.slot);
      case 'callbackIndex': this.constant(this.context.program.callbacks.indexOf(i.fn)); return this.set(i.dst);
      case 'boundsCheck': return this.when(() => (this.get(i.index), this.constant(i.length), this.out.byte(BINARY.ge_u)), () => this.fail(FAIL.bounds, i.site, () => this.get(i.index), () => this.constant(i.length)));
      case 'thisThread': this.global(this.context.globals.thread); return this.set(i.dst);
      case 'thisInstance': this.global(this.context.globals.instance); return this.set(i.dst);
      case 'threadCount': this.constant(this.context.layout.threadCount); return this.set(i.dst);
      case 'assert': return this.when(() => (this.get(i.condition), this.out.byte(OP.i32Eqz)), () => this.fail(FAIL.assert, i.site, () => this.constant(this.context.message(i.message)), () => this.constant(0)));
      case 'loopHead': return this.loopHead(i.site);
      case 'load':
        this.check(i.address, i.offset, i.site);
        this.get(i.address);
        this.place(i.site);
        if (i.order === 'acquire' && this.context.weak) this.atomic(ATOMIC.i32Load, i.offset);
        else this.access(OP.i32Load, i.offset);
        return this.set(i.dst);
      case 'store':
        this.check(i.address, i.offset, i.site);
        this.get(i.address);
        this.get(i.value);
        this.place(i.site);
        return this.isAtomicStore(i.order) ? this.atomic(ATOMIC.i32Store, i.offset) : this.access(OP.i32Store, i.offset);
      case 'rmw':
        this.check(i.address, i.offset, i.site);
        this.get(i.address);
        this.get(i.value);
        this.place(i.site);
        this.atomic(ATOMIC_RMW[i.kind], i.offset);
        return this.set(i.dst);
      case 'cmpxchg':
        this.check(i.address, i.offset, i.site);
        this.get(i.address);
        this.get(i.expected);
        this.get(i.value);
        this.place(i.site);
        this.atomic(ATOMIC.i32Cmpxchg, i.offset);
        return this.set(i.dst);
      case 'fence': return this.fence(i.kind);
      case 'call':
        i.args.forEach((r) => this.get(r));
        this.call(i.fn, i.site);
        return i.dst === null ? undefined : this.set(i.dst);
      case 'callIndirect': return this.callIndirect(i);
      case 'raw':
        emitRaw(this, i.name, i.args, i.offset ?? 0);
        return i.dst === null ? undefined : this.set(i.dst);
      default: throw new Error(`the live backend has no code for ${i.op}`);
    }
  }

  private copy({ dst, src, held }: Extract<Instr, { op: 'copy' }>): void {
    this.get(src);
    this.set(dst);
    if (held) this.when(() => (this.global(this.context.globals.block), this.out.byte(OP.i32Eqz)), () => (this.constant(0), this.set(dst)));
  }

  private binary(i: Extract<Instr, { op: 'binary' }>): void {
    const divides = i.kind.startsWith('div') || i.kind.startsWith('rem');
    if (divides) this.when(() => (this.get(i.b), this.out.byte(OP.i32Eqz)), () => this.fail(FAIL.divisionByZero, i.site, () => this.constant(0), () => this.constant(0)));
    this.get(i.a);
    if (i.kind === 'div_s') {
      // -2^31 / -1 overflows; as 32-bit arithmetic wraps, it is -2^31 again, which a division by 1 gives.
      this.get(i.a);
      this.constant(-0x80000000);
      this.out.byte(BINARY.eq);
      this.get(i.b);
      this.constant(-1);
      this.out.byte(BINARY.eq);
      this.out.byte(BINARY.and);
      this.out.byte(OP.if);
      this.out.byte(TYPE.i32);
      this.constant(1);
      this.out.byte(OP.else);
      this.get(i.b);
      this.out.byte(OP.end);
    } else {
      this.get(i.b);
    }
    this.out.byte(BINARY[i.kind]);
    this.set(i.dst);
  }

  private localAddress(dst: Reg, slot: number): void {
    const { layout, program, globals } = this.context;
    this.global(globals.block);
    this.constant(layout.localSlots[slot]!);
    this.out.byte(BINARY.add);
    this.set(dst);
    for (let at = 0; at < program.locals[slot]!.size; at += 4) {
      this.get(dst);
      this.constant(0);
      this.access(OP.i32Store, at);
    }
  }

  private loopHead(site: SiteId): void {
    this.when(
      () => (this.global(this.context.globals.stop), this.access(OP.i32Load), this.constant(2), this.out.byte(BINARY.ge_u)),
      () => this.fail(FAIL.stopped, site, () => this.constant(0), () => this.constant(0)),
    );
  }

  /** With full checks: the granule's shadow must say "allocated". */
  private check(address: Reg, offset: number, site: SiteId): void {
    if (!this.context.checks || this.trusted.has(address) || this.fn.name.startsWith('$')) return;
    const at = (): void => {
      this.get(address);
      if (offset === 0) return;
      this.constant(offset);
      this.out.byte(BINARY.add);
    };
    const shadow = (): void => {
      at();
      this.constant(6);
      this.out.byte(BINARY.shr_u);
      this.constant(2);
      this.out.byte(BINARY.shl);
      this.place(site);
      this.access(OP.i32Load, this.context.layout.shadowBase);
    };
    this.when(
      () => (shadow(), this.constant(3), this.out.byte(BINARY.and), this.constant(1), this.out.byte(BINARY.ne)),
      () => (at(), shadow(), this.constant(site), this.call('$bad_access', site), this.out.byte(OP.unreachable)),
    );
  }

  private isAtomicStore(order: Order): boolean {
    return order === 'full' || (order === 'release' && this.context.weak);
  }

  private fence(kind: 'mb' | 'rmb' | 'wmb'): void {
    if (kind === 'mb') {
      // A locked add to this thread's own block: what the kernel does on x86, and cheaper there than a fence.
      this.global(this.context.globals.block);
      this.constant(0);
      this.atomic(ATOMIC_RMW.add, 36);
      this.out.byte(OP.drop);
    } else if (this.context.weak) {
      this.out.append(new Uint8Array([OP.atomic, ATOMIC.fence, 0]));
    }
  }

  private callIndirect(i: Extract<Instr, { op: 'callIndirect' }>): void {
    const { callbacks } = this.context.program;
    this.when(
      () => (this.get(i.target), this.constant(1), this.out.byte(BINARY.sub), this.constant(callbacks.length - 1), this.out.byte(BINARY.ge_u)),
      () => this.fail(FAIL.badCallback, i.site, () => this.get(i.target), () => this.constant(0)),
    );
    i.args.forEach((r) => this.get(r));
    this.get(i.target);
    this.place(i.site);
    this.out.byte(OP.callIndirect);
    this.out.u32(this.context.callType(i.args.length, i.dst !== null));
    this.out.u32(0);
    if (i.dst !== null) this.set(i.dst);
  }
}
