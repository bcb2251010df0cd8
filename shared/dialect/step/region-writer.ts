/** Writes the instructions of one region: `pc_N(tp, choice)`. It has registers of its own: a region needs few of its function's. */
import type { Instr, Reg, SiteId } from '../ir.ts';

export const TP: Reg = 0;
export const CHOICE: Reg = 1;

export class RegionWriter {
  /** Where instructions go now. */
  out: Instr[] = [];
  regCount = 2;
  private readonly own = new Map<Reg, Reg>();

  constructor(readonly site: SiteId) {}

  /** The region's register for one of the function's. */
  of(r: Reg): Reg {
    let own = this.own.get(r);
    if (own === undefined) this.own.set(r, (own = this.reg()));
    return own;
  }

  reg(): Reg {
    return this.regCount++;
  }

  /** Writes to `out` for as long as `write` runs. */
  into<T>(out: Instr[], write: () => T): T {
    const outer = this.out;
    this.out = out;
    const result = write();
    this.out = outer;
    return result;
  }

  constant(value: number): Reg {
    const dst = this.reg();
    this.out.push({ op: 'const', dst, value });
    return dst;
  }

  siteId(site: SiteId): Reg {
    const dst = this.reg();
    this.out.push({ op: 'siteId', dst, site });
    return dst;
  }

  param(name: string): Reg {
    const dst = this.reg();
    this.out.push({ op: 'raw', dst, name: `$param:${name}`, args: [], site: this.site });
    return dst;
  }

  add(a: Reg, b: number): Reg {
    if (b === 0) return a;
    const dst = this.reg();
    this.out.push({ op: 'binary', dst, kind: 'add', a, b: this.constant(b), site: this.site });
    return dst;
  }

  /** Of the access of an instruction. */
  address({ address, offset }: { address: Reg; offset: number }): Reg {
    return this.add(this.of(address), offset);
  }

  /** What a read-modify-write leaves where `old` was. */
  changed(i: Extract<Instr, { op: 'rmw' }>, old: Reg): Reg {
    const operand = this.of(i.value);
    if (i.kind === 'xchg') return operand;
    const dst = this.reg();
    this.out.push({ op: 'binary', dst, kind: i.kind, a: old, b: operand, site: i.site });
    return dst;
  }

  /** The word at this offset of the thread's record. */
  load(offset: number, dst: Reg = this.reg()): Reg {
    this.out.push({ op: 'raw', dst, name: '$load', args: [TP], offset, site: this.site });
    return dst;
  }

  store(offset: number, value: Reg): void {
    this.out.push({ op: 'raw', dst: null, name: '$store', args: [TP, value], offset, site: this.site });
  }

  /** Calls a function of the search's runtime (`$x_…`) or a raw primitive, for its result. */
  give(dst: Reg, fn: string, ...args: Reg[]): Reg {
    this.out.push(fn.startsWith('$x_') ? { op: 'call', dst, fn, args, site: this.site } : { op: 'raw', dst, name: fn, args, site: this.site });
    return dst;
  }

  do(fn: string, ...args: Reg[]): void {
    this.out.push(fn.startsWith('$x_') ? { op: 'call', dst: null, fn, args, site: this.site } : { op: 'raw', dst: null, name: fn, args, site: this.site });
  }
}
