/** Builds the function of one program counter: see regions.ts. */
import type { Block, Instr, IrFunction, Reg } from '../ir.ts';
import { WORD } from '../layout.ts';
import { STATUS } from './abi.ts';
import { type FrameUse, frameUse } from './frame-use.ts';
import { type Frame, without } from './frames.ts';
import { RECORD } from './layout.ts';
import { type RegionContext, writeInstr } from './region-instr.ts';
import { RegionWriter, TP } from './region-writer.ts';
import { allocatesWithin } from './split.ts';

type Call = Extract<Instr, { op: 'call' | 'callIndirect' }>;

export interface RegionTable extends RegionContext {
  frames: Map<string, Frame>;
  pcOf(fn: string, block: number): number;
}

export class Region {
  private readonly blocks: Block[] = [];
  private readonly blockOf = new Map<number, number>();
  private readonly w: RegionWriter;
  private readonly returned: Reg | null;
  private readonly use: FrameUse;

  constructor(
    private readonly table: RegionTable,
    private readonly frame: Frame,
    private readonly first: number,
    private readonly name: string,
  ) {
    const fn = table.program.functions.get(frame.fn)!;
    this.w = new RegionWriter(fn.site);
    this.returned = frame.returns.get(first) ?? null;
    this.use = frameUse(frame, first, this.returned);
  }

  build(): IrFunction {
    const { w, frame, first, returned } = this;
    const prologue: Block = { instrs: w.out, end: { op: 'unreachable' } };
    this.blocks.push(prologue);
    for (const r of this.use.loads) w.load(this.word(frame.slots.get(r)!), w.of(r));
    if (returned !== null) w.give(w.of(returned), '$load', w.param('returned'));
    prologue.end = { op: 'jump', target: this.block(first) };
    return { name: this.name, paramCount: 2, regCount: w.regCount, returnsValue: true, blocks: this.blocks, site: w.site };
  }

  /** The region's copy of a block of the function. */
  private block(b: number): number {
    const known = this.blockOf.get(b);
    if (known !== undefined) return known;
    const made: Block = { instrs: [], end: { op: 'unreachable' } };
    const index = this.blocks.push(made) - 1;
    this.blockOf.set(b, index);
    const source = this.frame.blocks[b]!;
    this.w.into(made.instrs, () => {
      if (allocatesWithin(source)) this.save(this.frame.live[b]!);
      const { guards } = this.table;
      for (const instr of source.instrs) {
        if (instr === source.call) continue;
        guards?.before(this.w, instr);
        writeInstr(this.w, instr, this.table);
        guards?.after(this.w, this.frame.fn, instr);
      }
      made.end = this.end(b);
    });
    return index;
  }

  private end(b: number): Block['end'] {
    const { w, frame } = this;
    const { call, end } = frame.blocks[b]!;
    if (call) {
      this.call(call, end.op === 'jump' ? end.target : -1);
      return this.leave(STATUS.goOn);
    }
    switch (end.op) {
      case 'jump': return { op: 'jump', target: this.goto(end.target) };
      case 'branch': return { op: 'branch', condition: w.of(end.condition), then: this.goto(end.then), else: this.goto(end.else) };
      case 'await': return { op: 'branch', condition: w.of(end.condition), then: this.goto(end.then), else: this.exit(() => this.leave(STATUS.blocked)) };
      case 'return':
        if (end.value !== null) w.do('$store', w.param('returned'), w.of(end.value));
        w.store(RECORD.pc, w.load(this.word(-1)));
        w.store(this.word(-1), w.constant(0));
        this.save(new Set());
        return this.leave(STATUS.goOn);
      case 'unreachable':
        // After what has failed.
        return this.leave(STATUS.goOn);
    }
  }

  /** A jump: inside the region, or to a step, where the thread stops. */
  private goto(b: number): number {
    if (this.frame.blocks[b]!.start !== 'step') return this.block(b);
    return this.exit(() => {
      this.stop(this.table.pcOf(this.frame.fn, b), this.frame.live[b]!);
      return this.leave(STATUS.stopped);
    });
  }

  private exit(write: () => Block['end']): number {
    const block: Block = { instrs: [], end: { op: 'unreachable' } };
    const index = this.blocks.push(block) - 1;
    block.end = this.w.into(block.instrs, write);
    return index;
  }

  private leave(status: number): Block['end'] {
    return { op: 'return', value: this.w.constant(status) };
  }

  private stop(pc: number, live: ReadonlySet<Reg>): void {
    this.save(live);
    this.w.store(RECORD.pc, this.w.constant(pc));
  }

  /** Saves what is needed from here on; all other words of the frame become 0, so that equal situations are equal states. */
  private save(live: ReadonlySet<Reg>): void {
    const { slots } = this.frame;
    const { unchanged, occupied } = this.use;
    const free = new Set(occupied);
    for (const r of live) {
      const slot = slots.get(r);
      if (slot === undefined) continue;
      free.delete(slot);
      if (!unchanged.has(r)) this.w.store(this.word(slot), this.w.of(r));
    }
    if (free.size === 0) return;
    const zero = this.w.constant(0);
    for (const slot of free) this.w.store(this.word(slot), zero);
  }

  private call(call: Call, continuation: number): void {
    const back = this.table.pcOf(this.frame.fn, continuation);
    this.stop(back, without(this.frame.live[continuation]!, call.dst));
    if (call.op === 'call') this.enter(call.fn, back, call.args, (offset, value) => this.w.store(offset, value));
    else this.enterAny(call, back);
  }

  /** Makes the thread's next stretch a function's first, with its return place and its arguments in its frame. */
  private enter(fn: string, back: number, args: readonly Reg[], store: (offset: number, value: Reg) => void): void {
    const base = RECORD.frames + this.table.frames.get(fn)!.base * WORD;
    store(base, this.w.constant(back));
    args.forEach((arg, i) => store(base + (1 + i) * WORD, this.w.of(arg)));
    store(RECORD.pc, this.w.constant(this.table.pcOf(fn, 0)));
  }

  /** A static callback may be one of several, whose frames lie at different places: each store depends on which it is. */
  private enterAny(call: Extract<Call, { op: 'callIndirect' }>, back: number): void {
    const { w } = this;
    const found = w.reg();
    w.out.push({ op: 'const', dst: found, value: 0 });
    this.table.program.callbacks.forEach((fn, i) => {
      if (i === 0 || this.table.frames.get(fn)?.paramCount !== call.args.length) return;
      const isIt = w.reg();
      w.out.push({ op: 'binary', dst: isIt, kind: 'eq', a: w.of(call.target), b: w.constant(i), site: call.site });
      this.enter(fn, back, call.args, (offset, value) => w.do('$x_store_if', isIt, w.add(TP, offset), value));
      w.out.push({ op: 'binary', dst: found, kind: 'or', a: found, b: isIt, site: call.site });
    });
    w.do('$x_callback_or_fail', found, w.of(call.target), w.siteId(call.site));
  }

  /** Byte offset in the record of a frame word; -1 is the return place. */
  private word(slot: number): number {
    return RECORD.frames + (this.frame.base + 1 + slot) * WORD;
  }
}
