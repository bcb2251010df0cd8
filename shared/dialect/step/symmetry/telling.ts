/** Whether anything that a program does with names of threads, and with addresses of what belongs to them (flow.ts), could tell who is who. */
import type { Instr, Reg, SiteId } from '../../ir.ts';
import { eachUse } from '../../passes/dead-code.ts';
import { duringTheSearch } from './during-the-search.ts';
import type { Flow, Placed } from './flow.ts';
import { type Kind, threadOf } from './kinds.ts';

/** Something that could tell threads apart. */
export interface Telling {
  why: string;
  site: SiteId;
}

/** All that could; none: threads that may change places are alike. */
export function tellings(flow: Flow): Telling[] {
  return new Examination(flow).found;
}

class Examination {
  readonly found: Telling[];

  constructor(private readonly flow: Flow) {
    this.found = flow.wrongLoops.map(({ wrong, site }) => ({ why: `goes through all threads, and ${wrong}`, site }));
    this.examine();
  }

  private tell(why: string, site: SiteId): void {
    this.found.push({ why, site });
  }

  /** Looks at all that is done with names and such addresses. */
  private examine(): void {
    const { program, frames } = this.flow.input;
    for (const name of duringTheSearch(program)) {
      const frame = frames.get(name);
      for (const { instrs, end } of frame?.blocks ?? []) {
        for (const i of instrs) {
          const why = this.wrongWith(name, i);
          if (why) this.tell(why, 'site' in i ? i.site : program.functions.get(name)!.site);
        }
        if ((end.op === 'branch' || end.op === 'await') && !this.isMixed(name, end.condition) && !this.flow.kinds.isTestable(this.flow.register(name, end.condition))) {
          this.tell('a condition depends on which thread it is', program.functions.get(name)!.site);
        }
      }
    }
    for (const [key, kind] of this.flow.words) if (kind.is === 'mixed' && this.found.length === 0) this.tell(`${key} holds names of threads and other values`, -1);
  }

  private isMixed(fn: string, reg: Reg): boolean {
    return this.flow.register(fn, reg).is === 'mixed';
  }

  /** Null also where what goes in is mixed already: that has been told where it began. */
  private wrongWith(fn: string, i: Instr): string | null {
    let mixed = false;
    eachUse(i, (r) => void (mixed ||= this.isMixed(fn, r)));
    if (mixed) return null;
    const { flow, flow: { kinds, moving } } = this;
    const of = (r: Reg): Kind => flow.register(fn, r);
    const heldAt = (access: Placed): Kind => flow.word(flow.key(access));
    const plain = (r: Reg): boolean => kinds.isPlain(of(r));
    const different = 'compares which thread it is with another value';
    const holds = 'holds names of threads and other values';
    if ('place' in i) {
      const address = of(i.address);
      if (address.is === 'code' || address.is === 'number') return 'computes an address';
      const array = address.is === 'array' ? flow.arrays.get(address.global) : undefined;
      if (array && moving.has(threadOf(i.offset, { times: array.stride, bias: array.bias }))) return 'takes the element of a certain thread';
    }
    switch (i.op) {
      case 'cmpxchg':
        if (heldAt(i).is === 'mixed') return `${flow.key(i)} ${holds}`;
        return kinds.areComparable(heldAt(i), of(i.expected)) ? null : different;
      case 'futexWait': return kinds.areComparable(heldAt(i), of(i.expected)) ? null : different;
      case 'futexWake': return plain(i.count) ? null : 'how many it wakes depends on which thread it is';
      case 'assert': case 'check': return kinds.isTestable(of(i.condition)) ? null : 'a condition depends on which thread it is';
      case 'boundsCheck': {
        const index = of(i.index);
        return plain(i.index) || (index.is === 'code' && index.times === 1 && [...moving].every((t) => t + index.bias >= 0 && t + index.bias < i.length)) ? null : 'a bound depends on which thread it is';
      }
      case 'pick': return plain(i.n) ? null : 'a choice depends on which thread it is';
      case 'callIndirect': return plain(i.target) ? null : 'a call depends on which thread it is';
      case 'store': case 'rmw': return heldAt(i).is === 'mixed' ? `${flow.key(i)} ${holds}` : null;
      case 'call': return i.args.some((_, p) => this.isMixed(i.fn, p)) ? `a parameter of ${i.fn} ${holds}` : null;
      case 'binary':
        if (!this.isMixed(fn, i.dst)) return null;
        return i.kind === 'eq' || i.kind === 'ne' ? different : 'computes with which thread it is';
      case 'copy': case 'const': case 'unary': return this.isMixed(fn, i.dst) ? `a variable ${holds}` : null;
      case 'thisInstance': return this.isMixed(fn, i.dst) ? 'is run by several groups of threads, and asks which instance it is' : null;
      default: return null;
    }
  }
}
