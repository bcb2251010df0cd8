/**
 * What is taken for granted when threads change places (flow.ts), seen to wherever it is done: that each word is accessed as what it is, and that what is
 * computed from an address within something that moves is an address within the same thing. A program with casts may do otherwise; then the search
 * says so.
 */
import type { Instr, Place, Program } from '../../ir.ts';
import type { RegionWriter } from '../region-writer.ts';
import { wordOf } from '../words.ts';
import type { Flow } from './flow.ts';
import type { Kind } from './kinds.ts';
import { howIsNamed, type Names } from './names.ts';

export class Guards {
  constructor(
    private readonly flow: Flow,
    private readonly names: Names,
    private readonly program: Pick<Program, 'structs' | 'globals'>,
  ) {}

  /** Writes what is to be looked at before an instruction. */
  before(w: RegionWriter, i: Instr): void {
    if (!('place' in i)) return;
    w.do('$x_named', w.add(w.of(i.address), i.offset), w.constant(this.how(i.place)), w.siteId(i.site));
  }

  after(w: RegionWriter, fn: string, i: Instr): void {
    if (i.op !== 'binary' || (i.kind !== 'add' && i.kind !== 'sub') || i.dst === i.a || i.dst === i.b) return;
    const [from] = [i.a, i.b].filter((r) => this.flow.register(fn, r).is === 'pointer');
    if (from !== undefined) w.do('$x_in_one', w.of(from), w.of(i.dst), w.siteId(i.site));
  }

  /** As in the table `nameAt` (tables.ts). */
  private how(place: Place): number {
    const kind: Kind = this.flow.word(wordOf(place, this.program).within);
    return (howIsNamed(kind, this.names.codes) ?? -1) + 1;
  }
}
