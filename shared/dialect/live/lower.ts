/** First half of the live backend: turns steps into calls of its runtime, so that what follows knows only memory and calls. */
import type { Block, Instr, IrFunction, Program, Reg, SiteId, Terminator } from '../ir.ts';
import { HISTOGRAM, THREAD, type LiveLayout } from './abi.ts';
import type { LiveOptions } from './image.ts';
import { slotBytes } from './layout.ts';

type Cmpxchg = Extract<Instr, { op: 'cmpxchg' }>;

export function lowerToRuntime(fn: IrFunction, program: Program, layout: LiveLayout, options: LiveOptions): IrFunction {
  return new RuntimeLowering(fn, program, layout, options).run();
}

class RuntimeLowering {
  private regCount: number;
  private out: Instr[] = [];
  private readonly extra: Block[] = [];

  constructor(
    private readonly fn: IrFunction,
    private readonly program: Program,
    private readonly layout: LiveLayout,
    private readonly options: LiveOptions,
  ) {
    this.regCount = fn.regCount;
  }

  run(): IrFunction {
    const blocks = this.fn.blocks.map((block, b) => this.block(block, b));
    return { ...this.fn, blocks: [...blocks, ...this.extra], regCount: this.regCount };
  }

  private block(block: Block, b: number): Block {
    this.out = [];
    for (const instr of block.instrs) this.instr(instr);
    const instrs = this.out;
    const { end, rare = false } = block;
    if (end.op !== 'await') return { instrs, end, rare };
    return { instrs, end: this.wait(instrs, end, b, block.instrs.find((i) => i.op === 'cmpxchg')), rare };
  }

  /**
   * What becomes of a wait at the end of block `b`, whose condition was just looked at. A lock that is being taken is read before it is tried again.
   * ```
   *   b: condition ── holds ─────────────────────────────────────► then       a condition of one block: who need not
   *          └─ else ─► poll ─► (look ─►) again: condition                    wait does not clear what only polls count
   *                      ▲──────── else ────────┴─ holds ─► polls = 0 ─► then
   * ```
   */
  private wait(instrs: Instr[], { condition, then, retry, spin, site }: Extract<Terminator, { op: 'await' }>, b: number, taking: Cmpxchg | undefined): Terminator {
    const rare = taking !== undefined;
    const alone = retry === b;
    const poll = this.fn.blocks.length + this.extra.length;
    const holds = poll + 1;
    const again = alone ? poll + 2 : retry;
    const look = alone ? poll + 3 : poll + 2;
    this.out = [];
    this.call('$poll', [this.constant(spin ? 1 : 0), this.site(site)], null, site);
    this.extra.push({ instrs: this.out, end: { op: 'jump', target: taking ? look : again }, rare });
    this.out = [];
    this.raw('$store', [this.offset(this.raw('$block', [], site), THREAD.polls, site), this.constant(0)], site, false);
    this.extra.push({ instrs: this.out, end: { op: 'jump', target: then } });
    if (alone) this.extra.push({ instrs, end: { op: 'branch', condition, then: holds, else: poll }, rare });
    if (taking) this.extra.push(this.look(taking, again, poll));
    return { op: 'branch', condition, then: alone ? then : holds, else: poll };
  }

  /** Before a lock that was taken is tried again: reads it, which leaves its line to the holder, for as long as it is taken. */
  private look({ address, offset, place, expected, site }: Cmpxchg, again: number, poll: number): Block {
    const [now, free] = [this.reg(), this.reg()];
    return {
      instrs: [{ op: 'load', dst: now, address, offset, place, order: 'once', site }, { op: 'binary', dst: free, kind: 'eq', a: now, b: expected, site }],
      end: { op: 'branch', condition: free, then: again, else: poll },
      rare: true,
    };
  }

  private instr(i: Instr): void {
    switch (i.op) {
      case 'futexWait':
        // The runtime's own accesses are not checked; a load of the place is.
        if (this.options.checks === 'full') this.out.push({ op: 'load', dst: this.reg(), address: i.address, offset: i.offset, place: i.place, order: 'once', site: i.site });
        return this.call('$futex_wait', [this.offset(i.address, i.offset, i.site), i.expected, this.site(i.site)], null, i.site);
      case 'futexWake':
        return this.call('$futex_wake', [this.offset(i.address, i.offset, i.site), i.count], null, i.site);
      case 'deadlineAfter': {
        const now = this.raw('$now_us', [], this.fn.site);
        this.out.push({ op: 'binary', dst: i.dst, kind: 'add', a: now, b: i.us, site: this.fn.site });
        return;
      }
      case 'deadlinePassed': {
        const now = this.raw('$now_us', [], i.site);
        const left = this.reg();
        this.out.push({ op: 'binary', dst: left, kind: 'sub', a: now, b: i.deadline, site: i.site });
        this.out.push({ op: 'binary', dst: i.dst, kind: 'ge_s', a: left, b: this.constant(0), site: i.site });
        return;
      }
      case 'pick': return this.call('$pick', [i.n], i.dst, i.site);
      case 'alloc': return this.call('$alloc', [...this.kind(i.struct), this.site(i.site)], i.dst, i.site);
      case 'localAddress':
        this.out.push(i);
        if (this.options.checks === 'full') this.call('$begin_local', [i.dst, this.constant(this.localBytes(i.slot))], null, this.fn.site);
        return;
      case 'localEnd': {
        if (this.options.checks !== 'full') return;
        const address = this.offset(this.raw('$block', [], i.site), this.layout.localSlots[i.slot]!, i.site);
        return this.call('$end_local', [address, this.constant(this.localBytes(i.slot)), this.site(i.site)], null, i.site);
      }
      case 'free': {
        if (i.struct === null) return this.call('$free', [i.object, this.site(i.site)], null, i.site);
        return this.call('$free_as', [i.object, ...this.kind(i.struct), this.site(i.site)], null, i.site);
      }
      case 'atomicBegin': return this.call('$atomic_begin', [this.site(i.site)], null, i.site);
      case 'atomicEnd': return this.call('$atomic_end', [], null, i.site);
      case 'latencyStart': return this.call('$latency_start', [], i.dst, this.fn.site);
      case 'latencyEnd': return this.call('$latency_end', [this.constant(this.layout.histograms + i.histogram * HISTOGRAM.bytes), i.start], null, this.fn.site);
      case 'countEvent':
        this.raw('$add64', [this.offset(this.raw('$block', [], this.fn.site), THREAD.counters + i.counter * 8, this.fn.site), this.constant(1)], this.fn.site, false);
        return;
      case 'tracepoint': {
        if (this.options.mode !== 'trace') return;
        const zero = i.a === null || i.b === null ? this.constant(0) : 0;
        return this.call('$trace', [this.constant(i.event), i.a ?? zero, i.b ?? zero, this.site(i.site)], null, i.site);
      }
      case 'cpuRelax': return;
      default: this.out.push(i);
    }
  }

  /** What the runtime is told of a struct: its number and its size. */
  private kind(struct: string): [Reg, Reg] {
    return [this.constant(this.layout.structNames.indexOf(struct)), this.constant(slotBytes(this.program.structs.get(struct)!.size))];
  }

  private localBytes(slot: number): number {
    return slotBytes(this.program.locals[slot]!.size);
  }

  private reg(): Reg {
    return this.regCount++;
  }

  private constant(value: number): Reg {
    const dst = this.reg();
    this.out.push({ op: 'const', dst, value });
    return dst;
  }

  private site(site: SiteId): Reg {
    const dst = this.reg();
    this.out.push({ op: 'siteId', dst, site });
    return dst;
  }

  private offset(address: Reg, offset: number, site: SiteId): Reg {
    if (offset === 0) return address;
    const dst = this.reg();
    this.out.push({ op: 'binary', dst, kind: 'add', a: address, b: this.constant(offset), site });
    return dst;
  }

  private call(fn: string, args: Reg[], dst: Reg | null, site: SiteId): void {
    this.out.push({ op: 'call', dst, fn, args, site });
  }

  private raw(name: string, args: Reg[], site: SiteId, gives = true): Reg {
    const dst = gives ? this.reg() : null;
    this.out.push({ op: 'raw', dst, name, args, site });
    return dst ?? -1;
  }
}
