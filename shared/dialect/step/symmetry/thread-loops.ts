/**
 * Loops over all threads. In one, the variable stands for one thread after the other, as if it were each thread's own number, provided that
 * the order makes no difference: what a round does is for the thread's own element of an array, what it adds to sums or sets to the same constant, and
 * where it leaves the loop it leaves it for one place, taking nothing along.
 *
 * ```
 *   for (let t = 0; t < NR_TASKS; t++) if (t !== this_thread() && reads[t] === vma) readers++;
 * ```
 */
import type { Instr, Program, Reg, SiteId } from '../../ir.ts';
import { type Definition, Definitions } from '../../passes/definitions.ts';
import { uses } from '../../passes/dead-code.ts';
import { flowGraph } from '../../passes/flow-graph.ts';
import { loopsOf, sumOf, type Loop } from '../../passes/loops.ts';
import { successors } from '../../passes/simplify.ts';
import type { Frame } from '../frames.ts';
import type { SplitBlock } from '../split.ts';
import { wordOf } from '../words.ts';

export interface ThreadLoop {
  variable: Reg;
  /** The look whether there are more threads: the one comparison of the variable with a number. */
  bound: Instr;
  site: SiteId;
  /** Why the order may make a difference; null: it does not. */
  wrong: string | null;
}

export interface LoopContext {
  program: Pick<Program, 'structs' | 'globals'>;
  /** Threads that may change places: the first and the last of them. */
  first: number;
  last: number;
  threadCount: number;
  /** Whether a function changes nothing and begins no step, nor does any that it calls. */
  isPure(fn: string): boolean;
}

export function threadLoops(frame: Frame, regCount: number, context: LoopContext): ThreadLoop[] {
  const { blocks, paramCount } = frame;
  const definitions = new Definitions({ name: frame.fn, paramCount, regCount, returnsValue: false, blocks, site: -1 });
  return loopsOf(flowGraph(blocks)).flatMap((loop) => {
    const found = overThreads(loop, blocks, definitions, context);
    return found ? [{ ...found, wrong: new Rounds(loop, found.variable, frame, definitions, context).wrong() }] : [];
  });
}

/** `for (let t = 0; t < N; t++)`, where that goes through all threads that may change places. */
function overThreads({ head, body }: Loop, blocks: readonly SplitBlock[], definitions: Definitions, { first: least, last, threadCount }: LoopContext): Omit<ThreadLoop, 'wrong'> | null {
  const { end, instrs } = blocks[head]!;
  if (end.op !== 'branch' || !body.has(end.then) || body.has(end.else)) return null;
  const bound = definitions.only(end.condition)?.instr;
  if (bound?.op !== 'binary' || bound.kind !== 'lt_s' || !instrs.includes(bound)) return null;
  const limit = definitions.only(definitions.original(bound.b))?.instr;
  const most = limit?.op === 'threadCount' ? threadCount : limit?.op === 'const' ? limit.value : -1;
  const variable = definitions.original(bound.a, body);
  const first = definitions.before(variable, body);
  const [next, ...others] = definitions.of(variable).filter((d) => body.has(d.block));
  if (!first || !next || others.length > 0) return null;
  const from = startOf(first, definitions);
  if (from === null || !isNext(next, variable, definitions, body)) return null;
  // The round is over then.
  const { block, at } = next;
  const tail = blocks[block]!;
  if (at !== tail.instrs.length - 1 || tail.end.op !== 'jump' || tail.end.target !== head) return null;
  return from <= least && last < most ? { variable, bound, site: bound.site } : null;
}

function startOf({ instr }: Definition, definitions: Definitions): number | null {
  const value = instr.op === 'copy' ? definitions.only(definitions.original(instr.src))?.instr : instr;
  return value?.op === 'const' ? value.value : null;
}

function isNext(definition: Definition, variable: Reg, definitions: Definitions, body: ReadonlySet<number>): boolean {
  const sum = sumOf(definitions, variable, body, definition);
  return sum?.kind === 'add' && definitions.constant(sum.b) === 1;
}

/** What the rounds of one loop do. */
class Rounds {
  private readonly blocks: readonly SplitBlock[];
  private readonly instrs: Instr[];
  private readonly written: ReadonlySet<Reg>;
  /** Registers that hold an address within the round's own element. */
  private readonly own = new Set<Reg>();

  constructor(
    private readonly loop: Loop,
    private readonly variable: Reg,
    private readonly frame: Frame,
    private readonly definitions: Definitions,
    private readonly context: LoopContext,
  ) {
    this.blocks = [...loop.body].map((b) => frame.blocks[b]!);
    this.instrs = this.blocks.flatMap((b) => b.instrs);
    this.written = new Set(this.instrs.flatMap((i) => ('dst' in i && i.dst !== null ? [i.dst] : [])));
    for (let before = -1; before !== this.own.size; ) {
      before = this.own.size;
      for (const i of this.instrs) if ('dst' in i && i.dst !== null && definitions.only(i.dst) && this.isWithin(i)) this.own.add(i.dst);
    }
  }

  wrong(): string | null {
    const { blocks, loop, frame } = this;
    if (blocks.some((b) => b.start === 'step')) return 'others may come between its rounds';
    const stores = this.instrs.filter((i) => i.op === 'store');
    const leaves = [...new Set([...loop.body].flatMap((b) => (b === loop.head ? [] : successors(frame.blocks[b]!.end).filter((s) => !loop.body.has(s)))))];
    const ends = blocks.some((b) => b.end.op === 'return' || b.end.op === 'unreachable');
    if (ends || leaves.length > 1) return 'it may end in several ways';
    if (leaves.length === 1) {
      if (stores.length > 0 || this.instrs.some((i) => i.op === 'check' || i.op === 'assert')) return 'it may end early';
      if ([...frame.live[leaves[0]!]!].some((r) => this.written.has(r) || r === this.variable)) return 'it may end early with something of one thread';
    }
    if (frame.live[frame.blocks[loop.head]!.end.op === 'branch' ? this.exit() : loop.head]!.has(this.variable)) return 'its variable is used after it';
    for (const i of this.instrs) {
      const why = this.wrongWith(i, stores);
      if (why) return why;
    }
    return this.carried().find((r) => !this.isSum(r)) === undefined ? null : 'a round may use what the one before it left';
  }

  private exit(): number {
    const { end } = this.frame.blocks[this.loop.head]!;
    return end.op === 'branch' ? end.else : this.loop.head;
  }

  private wrongWith(i: Instr, stores: readonly Instr[]): string | null {
    switch (i.op) {
      case 'store': return this.own.has(i.address) ? null : 'it changes more than the element of each thread';
      case 'load': {
        const clash = stores.some((s) => s.op === 'store' && wordOf(s.place, this.context.program).within === wordOf(i.place, this.context.program).within);
        return clash && !this.own.has(i.address) ? 'a round may read what another has changed' : null;
      }
      case 'call': return stores.length === 0 && this.context.isPure(i.fn) ? null : `it calls ${i.fn}`;
      case 'callIndirect': case 'rmw': case 'cmpxchg': case 'fence': case 'futexWait': case 'futexWake': case 'deadlinePassed': case 'pick': case 'alloc': case 'free':
      case 'atomicBegin': case 'atomicEnd': case 'localAddress': case 'localEnd': case 'raw':
        return 'it does more than to look and to count';
      default: return null;
    }
  }

  /** What the head needs of the round before, or of what came before the loop and is changed in it. */
  private carried(): Reg[] {
    const after = this.frame.live[this.exit()]!;
    return [...this.written].filter((r) => r !== this.variable && (this.frame.live[this.loop.head]!.has(r) || after.has(r)));
  }

  /** Only ever added to, or only ever set to one constant; and not looked at. */
  private isSum(reg: Reg): boolean {
    const { definitions, loop } = this;
    const writes = definitions.of(reg).filter((d) => loop.body.has(d.block)).map((d) => d.instr);
    const sums = writes.map((w) => (w.op === 'copy' ? definitions.only(w.src)?.instr : w));
    const isIt = (r: Reg): boolean => r === reg || (definitions.original(r) === reg && this.written.has(r));
    if (this.blocks.some((b) => (b.end.op === 'branch' || b.end.op === 'await') && isIt(b.end.condition))) return false;
    const users = this.instrs.filter((i) => uses(i, isIt) && !(i.op === 'copy' && isIt(i.dst) && i.dst !== reg));
    if (sums.every((s) => s?.op === 'const')) return users.length === 0 && new Set(sums.map((s) => s.value)).size === 1;
    return sums.every((s) => s?.op === 'binary' && s.kind === 'add' && isIt(s.a) && !isIt(s.b)) && users.every((u) => sums.includes(u));
  }

  /** Whether an instruction makes an address within the round's own element. */
  private isWithin(i: Instr): boolean {
    if (i.op === 'copy') return this.own.has(i.src);
    return i.op === 'binary' && i.kind === 'add' && (this.own.has(i.a) || this.isElement(i.a, i.b));
  }

  /** Whether this is the sum of an array's address and the variable, scaled. */
  private isElement(base: Reg, scaled: Reg): boolean {
    const { definitions } = this;
    const times = definitions.only(scaled)?.instr;
    if (definitions.only(base)?.instr.op !== 'globalAddress' || times?.op !== 'binary' || (times.kind !== 'shl' && times.kind !== 'mul')) return false;
    return definitions.original(times.a, this.loop.body) === this.variable;
  }
}
