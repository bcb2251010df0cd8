/**
 * The instructions of a step that is evaluated, one by one: what each leaves in registers, and which accesses it makes. Memory
 * stays as it is; what the step would have written is remembered, so that it finds it again.
 */
import { evaluate } from '../../../shared/dialect/arithmetic.ts';
import type { Instr, Place } from '../../../shared/dialect/ir.ts';
import { WORD } from '../../../shared/dialect/layout.ts';
import { OBJECT } from '../../../shared/dialect/step/layout.ts';
import { mayAccess } from './access-check.ts';
import type { NextStep, Touch } from './next-step.ts';
import type { StepRun } from './step-run.ts';
import { bufferOf, find } from './weak-memory.ts';

/** A word whose own access is not at hand. */
const SOMEWHERE: Place = { struct: 'globals', field: 'a word' };

export type Registers = Map<number, number>;

export class Instructions {
  readonly next: NextStep = { kind: 'ended', site: -1, calls: [], touches: [], struct: null, object: 0, n: 0, owner: 0, ordered: false, partial: false, stops: null };
  /** In an atomic block, which finds what memory holds. */
  atomic = false;
  private readonly written = new Map<number, number>();
  /** In how many ways the choices so far could have been made: each is a digit of the step's. */
  private ways = 1;

  constructor(
    private readonly run: StepRun,
    private readonly thread: number,
    private readonly choice: number,
  ) {}

  /** Takes one. Answers whether it can be done. */
  take(i: Instr, registers: Registers): boolean {
    const { program, layout } = this.run.image;
    const get = (r: number): number => registers.get(r) ?? 0;
    switch (i.op) {
      case 'const': registers.set(i.dst, i.value); return true;
      case 'copy': registers.set(i.dst, get(i.src)); return true;
      case 'unary': registers.set(i.dst, +(get(i.a) === 0)); return true;
      case 'binary': {
        const value = evaluate(i.kind, get(i.a), get(i.b));
        registers.set(i.dst, value ?? 0);
        return value !== undefined || this.stop();
      }
      case 'boundsCheck': return get(i.index) >>> 0 < i.length || this.stop();
      case 'assert': case 'check': return get(i.condition) !== 0 || this.stop();
      case 'globalAddress': registers.set(i.dst, layout.globals[i.name]!); return true;
      case 'callbackIndex': registers.set(i.dst, program.callbacks.indexOf(i.fn)); return true;
      case 'thisThread': registers.set(i.dst, this.thread); return true;
      case 'thisInstance': registers.set(i.dst, layout.threads[this.thread]!.instance); return true;
      case 'threadCount': registers.set(i.dst, layout.threads.length - 1); return true;
      case 'localAddress': {
        const address = layout.threads[this.thread]!.locals.get(i.slot)!;
        this.written.set(address - WORD, OBJECT.allocated);
        for (let at = 0; at < program.locals[i.slot]!.size; at += WORD) this.written.set(address + at, 0);
        registers.set(i.dst, address);
        return true;
      }
      case 'localEnd': {
        const address = layout.threads[this.thread]!.locals.get(i.slot)!;
        for (let at = -WORD; at < program.locals[i.slot]!.size; at += WORD) this.written.set(address + at, 0);
        return true;
      }
      case 'pick': case 'deadlinePassed':
        if (i.op === 'pick') this.next.n = get(i.n);
        registers.set(i.dst, this.choose(i.op === 'pick' ? get(i.n) : 2));
        return true;
      case 'load': return this.touch(i, registers, (old) => old);
      case 'store': return this.touch(i, registers, () => get(i.value));
      case 'rmw': return this.touch(i, registers, (old) => (i.kind === 'xchg' ? get(i.value) : evaluate(i.kind, old, get(i.value))!));
      case 'cmpxchg': return this.touch(i, registers, (old) => (old === get(i.expected) ? get(i.value) : old), get(i.expected));
      case 'futexWait': return this.touch(i, registers, (old) => old, get(i.expected));
      case 'futexWake': {
        const sleepers = this.run.threads.filter((t) => this.run.sleepsOn(t) === get(i.address) + i.offset).length;
        this.choose(waysToChoose(Math.min(get(i.count), sleepers), sleepers));
        return this.touch(i, registers, (old) => old);
      }
      case 'free': this.next.object = get(i.object); this.next.partial ||= this.next.kind !== 'free'; return this.next.kind === 'free';
      case 'alloc': this.next.struct = i.struct; this.next.partial ||= this.next.kind !== 'alloc'; return this.next.kind === 'alloc';
      case 'raw': return this.inMemory(i, registers);
      default: return true; // Checks, fences, marks: nothing that this is about.
    }
  }

  /** It cannot be done any further. */
  stop(): false {
    this.next.stops ??= 'after';
    return false;
  }

  /** As `$x_choose` has it. */
  private choose(n: number): number {
    if (n < 2) return 0;
    const chosen = Math.floor(this.choice / this.ways) % n;
    this.ways *= n;
    return chosen;
  }

  /** Notes an access. Answers whether it can be made. */
  private touch(i: Extract<Instr, { op: Touch['op'] }>, registers: Registers, change: (old: number) => number, expected: number | null = null): boolean {
    const address = (registers.get(i.address) ?? 0) + i.offset;
    const { memory } = this.run.image.program;
    const known = this.written.get(address);
    // What holds the newest whatever the model: an atomic block, a sleeper's word, what an observer reads.
    const ghost = 'ghost' in i && i.ghost === true;
    const newest = this.atomic || i.op === 'futexWait' || i.op === 'futexWake' || ghost;
    const { value: before, own, behind } = known !== undefined || newest ? { value: known ?? this.run.word(address), own: false, behind: 0 } : find(this.run, this.thread, i, address, this.choice);
    const after = change(before) | 0;
    if ('dst' in i) registers.set(i.dst, before);
    if (after !== before) this.written.set(address, after);
    if (!mayAccess(this.run, address, this.written)) this.next.stops ??= ghost ? 'after' : 'access';
    // What observers note by the way is nothing that the step does.
    if (ghost && this.atomic) return this.next.stops === null;
    const buffered = own || (memory === 'tso' && i.op === 'store' && !this.atomic && this.thread !== 0 && this.run.image.lookers.shared(i.place));
    if ('order' in i && i.order === 'full' && memory === 'lkmm-ra') this.next.ordered = true;
    this.next.touches.push({ op: i.op, place: i.place, address: address >>> 0, before, after, expected, site: i.site, buffered, behind });
    return this.next.stops === null;
  }

  /** What a memory model has put into the program. */
  private inMemory({ name, dst, args, site }: Extract<Instr, { op: 'raw' }>, registers: Registers): boolean {
    const { run, next } = this;
    const thread = args[0] === undefined ? this.thread : (registers.get(args[0]) ?? 0);
    if (name === '$x_tso_empty' || name === '$x_tso_own_empty') {
      next.owner = thread;
      if (!this.atomic) next.kind = name === '$x_tso_empty' ? 'drain' : 'barrier';
      const [oldest] = bufferOf(run, thread);
      if (dst !== null) registers.set(dst, +(oldest === undefined));
      if (next.kind === 'drain' && oldest) next.touches.push({ op: 'store', place: SOMEWHERE, address: oldest.address, before: run.word(oldest.address), after: oldest.value, expected: null, site, buffered: false, behind: 0 });
    }
    return true;
  }
}

/** As `$x_ways_to_choose` has it. */
function waysToChoose(count: number, of: number): number {
  let ways = 1;
  for (let n = 1; n <= count; n++) ways = (ways * (of - count + n)) / n;
  return ways;
}
