/**
 * What a thread is about to do, read from the program: its next step evaluated on a copy, access by access. The step itself
 * is compiled code that tells nothing of what it does; this tells it, and is never what decides.
 */
import { evaluate } from '../../../shared/dialect/arithmetic.ts';
import type { Instr, Place, SiteId } from '../../../shared/dialect/ir.ts';
import type { Frame } from '../../../shared/dialect/step/frames.ts';
import { PC_KIND, type ProgramCounter } from '../../../shared/dialect/step/regions.ts';
import { isStep } from '../../../shared/dialect/step/split.ts';
import { mayAccess } from './access-check.ts';
import type { StepRun } from './step-run.ts';
import { bufferOf, find } from './weak-memory.ts';

export interface Touch {
  op: 'load' | 'store' | 'rmw' | 'cmpxchg' | 'futexWait' | 'futexWake';
  place: Place;
  /** As it is used, also when nothing lies there. */
  address: number;
  before: number;
  after: number;
  /** Of a cmpxchg or a sleep: the value that it wants to find. */
  expected: number | null;
  site: SiteId;
  /** Of a load: from the thread's own store buffer. Of a store: into it, so that memory is as before. */
  buffered: boolean;
  /** Newer stores of the word that it misses, or that it takes its place before: then memory is as before, too. */
  behind: number;
}

export interface NextStep {
  /**
   * What it does: a single access, a wait until a condition holds, an atomic block, or going on after a sleep. `drain`: a store leaves its
   * thread's buffer; `barrier`: a full one; `last`: what comes when all threads have ended, where that touches nothing.
   */
  kind: 'access' | 'wait' | 'atomic' | 'drain' | 'barrier' | 'awake' | 'last' | 'alloc' | 'free' | 'pick' | 'deadline' | 'ended';
  site: SiteId;
  /** Calls that it makes on the way there, innermost first. */
  calls: SiteId[];
  touches: Touch[];
  /** Of an allocation: the struct. */
  struct: string | null;
  /** Of a free: the object. */
  object: number;
  /** Of a store buffer: whose it is. */
  owner: number;
  /** Whether it is in one order with all full barriers. */
  ordered: boolean;
  /** Of a pick: how many there are to pick from. */
  n: number;
  /** What it touches is not all told: an atomic block that allocates or frees. */
  partial: boolean;
  /** Where it is more than one access and cannot be done to its end: its last access may not be made, or what comes after that fails. */
  stops: 'access' | 'after' | null;
}

/** A word whose own access is not at hand. */
const SOMEWHERE: Place = { struct: 'globals', field: 'a word' };

/** Instructions after which a block that never ends is given up: the compiled step will say so. */
const FUEL = 100_000;

export function nextStep(run: StepRun, thread: number, choice: number): NextStep {
  return new Evaluation(run, thread, choice).step();
}

/** What a function without parameters reads, such as a condition. */
export function readsOf(run: StepRun, fn: string): Touch[] {
  return new Evaluation(run, run.threads[0]!, 0).reads(fn);
}

type Registers = Map<number, number>;
type Call = Extract<Instr, { op: 'call' | 'callIndirect' }>;

/** A place in a function, and what its registers hold there. */
interface At {
  frame: Frame;
  block: number;
  registers: Registers;
}

class Evaluation {
  private readonly next: NextStep = { kind: 'ended', site: -1, calls: [], touches: [], struct: null, object: 0, n: 0, owner: 0, ordered: false, partial: false, stops: null };
  private readonly written = new Map<number, number>();
  private fuel = FUEL;
  /** In an atomic block, which finds what memory holds. */
  private atomic = false;
  /** In how many ways the choices so far could have been made: each is a digit of the step's. */
  private ways = 1;

  constructor(
    private readonly run: StepRun,
    private readonly thread: number,
    private readonly choice: number,
  ) {}

  step(): NextStep {
    const { next } = this;
    const { image } = this.run;
    const stands = image.regions.counters[this.run.pc(this.thread)]!;
    if (!image.frames.has(stands.fn)) return next;
    const at = stands.kind === PC_KIND.passes ? this.firstStep(stands.fn) : this.standing(stands);
    if (!at) {
      next.kind = 'last';
      next.touches.length = 0;
      return next;
    }
    const { frame, block, registers } = at;
    const wait = frame.blocks.map((b) => b.end).find((end) => end.op === 'await' && end.retry === block);
    const [first] = frame.blocks[block]!.instrs;
    next.kind = wait ? 'wait' : first === undefined || !isStep(first) ? 'awake' : kindOf(first);
    if (wait?.op === 'await') next.site = wait.site;
    else if (first && 'site' in first) next.site = first.site;
    if (next.kind === 'awake') next.site = this.siteAfter(frame, block);
    else if (next.kind === 'wait' || next.kind === 'atomic') this.evaluate(frame, block, registers);
    else this.instr(first!, registers);
    if (this.run.image.program.memory === 'lkmm-ra') next.ordered ||= next.kind === 'barrier' || next.kind === 'atomic' || first?.op === 'futexWait' || first?.op === 'futexWake';
    // A lock that is taken: more than a wait that is over.
    if (next.touches[0]?.op === 'cmpxchg' && next.kind === 'wait' && next.touches[0].before === next.touches[0].expected) next.kind = 'access';
    return next;
  }

  private standing({ fn, block }: ProgramCounter): At {
    const frame = this.run.image.frames.get(fn)!;
    const registers: Registers = new Map();
    for (const r of frame.live[block]!) {
      const slot = frame.slots.get(r);
      if (slot !== undefined) registers.set(r, this.run.frame(this.thread, frame.base + 1 + slot));
    }
    return { frame, block, registers };
  }

  /** Of the boot thread, whose last functions begin with whatever they do by themselves: where their first step is. Null: there is none. */
  private firstStep(fn: string): At | null {
    const { frames, program: { entry } } = this.run.image;
    const callers: (At & { dst: number | null })[] = [];
    let at: At = { frame: frames.get(fn)!, block: 0, registers: new Map() };
    while (this.fuel-- > 0) {
      const { start, instrs, call, end } = at.frame.blocks[at.block]!;
      if (start === 'step') {
        // What observers note by the way is nothing that the step does.
        this.next.touches.length = 0;
        return at;
      }
      for (const instr of instrs) if (instr !== call && !this.instr(instr, at.registers)) return null;
      const callee = call && this.calleeOf(call, at.registers);
      if (call && callee && end.op === 'jump') {
        callers.push({ ...at, block: end.target, dst: call.dst });
        this.next.calls.unshift(call.site);
        at = { frame: callee, block: 0, registers: argumentsOf(call, at.registers) };
      } else if (end.op === 'jump') at.block = end.target;
      else if (end.op === 'branch') at.block = at.registers.get(end.condition) !== 0 ? end.then : end.else;
      else if (end.op === 'return' && callers.length > 0) {
        const { dst, ...caller } = callers.pop()!;
        this.next.calls.shift();
        if (dst !== null) caller.registers.set(dst, end.value === null ? 0 : (at.registers.get(end.value) ?? 0));
        at = caller;
      } else if (end.op === 'return' && at.frame.fn === entry.teardown && entry.kernelExit) at = { frame: frames.get(entry.kernelExit)!, block: 0, registers: new Map() };
      else break;
    }
    return null;
  }

  reads(fn: string): Touch[] {
    const frame = this.run.image.frames.get(fn);
    if (frame) this.evaluate(frame, 0, new Map());
    return this.next.touches;
  }

  /** Where a block that begins with nothing goes on. */
  private siteAfter(frame: Frame, block: number): SiteId {
    for (let b = block, rounds = 0; rounds < 10; rounds++) {
      const { instrs, end } = frame.blocks[b]!;
      const placed = instrs.find((i) => 'site' in i);
      if (placed && 'site' in placed) return placed.site;
      if (end.op !== 'jump') break;
      b = end.target;
    }
    return -1;
  }

  /** Runs a wait's condition, an atomic block or a function that one of them calls. Answers the function's result; null: no further. */
  private evaluate(frame: Frame, from: number, registers: Registers): number | null {
    for (let b = from; ; ) {
      const { instrs, call, end } = frame.blocks[b]!;
      for (const instr of instrs) {
        if (this.fuel-- <= 0) return null;
        if (instr.op === 'atomicEnd') return null;
        if (instr.op === 'atomicBegin') this.atomic = true;
        if (instr === call) {
          const result = this.call(call, registers);
          if (result === null) return null;
          if (call.dst !== null) registers.set(call.dst, result);
        } else if (!this.instr(instr, registers)) return null;
      }
      if (end.op === 'jump') b = end.target;
      else if (end.op === 'branch') b = registers.get(end.condition) !== 0 ? end.then : end.else;
      else if (end.op === 'return') return end.value === null ? 0 : (registers.get(end.value) ?? 0);
      else if (end.op === 'await') {
        const [then] = frame.blocks[end.then]!.instrs;
        if (registers.get(end.condition) === 0) return null;
        if (this.atomic) {
          // A store buffer that was empty when the block began.
          b = end.then;
          continue;
        }
        if (then && (then.op === 'rmw' || then.op === 'cmpxchg') && then.continues) {
          // It has waited for its thread's store buffer.
          this.next.kind = 'access';
          this.next.site = then.site;
          this.instr(then, registers);
          return null;
        }
        if (!continues(then)) return null;
        // atomic_when: its block looks at the condition again.
        this.next.kind = 'atomic';
        this.next.touches.length = 0;
        b = end.then;
      } else return null;
    }
  }

  private call(call: Call, registers: Registers): number | null {
    const callee = this.calleeOf(call, registers);
    if (callee) return this.evaluate(callee, 0, argumentsOf(call, registers));
    this.stop();
    return null;
  }

  private calleeOf(call: Call, registers: Registers): Frame | undefined {
    const name = call.op === 'call' ? call.fn : this.run.image.program.callbacks[registers.get(call.target) ?? 0];
    return this.run.image.frames.get(name ?? '');
  }

  private instr(i: Instr, registers: Registers): boolean {
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
        for (let at = 0; at < program.locals[i.slot]!.size; at += 4) this.written.set(address + at, 0);
        registers.set(i.dst, address);
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
        if (sleepers > get(i.count)) this.choose(sleepers);
        return this.touch(i, registers, (old) => old);
      }
      case 'free': this.next.object = get(i.object); this.next.partial ||= this.next.kind !== 'free'; return this.next.kind === 'free';
      case 'alloc': this.next.struct = i.struct; this.next.partial ||= this.next.kind !== 'alloc'; return this.next.kind === 'alloc';
      case 'raw': return this.inMemory(i, registers);
      default: return true; // Checks, fences, marks: nothing that this is about.
    }
  }

  /** It cannot be done any further. */
  private stop(): false {
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
    if (!mayAccess(this.run, address)) this.next.stops ??= ghost ? 'after' : 'access';
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

function argumentsOf({ args }: Call, registers: Registers): Registers {
  return new Map(args.map((arg, i) => [i, registers.get(arg) ?? 0]));
}

function continues(i: Instr | undefined): boolean {
  return i?.op === 'atomicBegin' && i.continues === true;
}

function kindOf(i: Instr): NextStep['kind'] {
  switch (i.op) {
    case 'alloc': return 'alloc';
    case 'free': return 'free';
    case 'pick': return 'pick';
    case 'deadlinePassed': return 'deadline';
    case 'atomicBegin': return 'atomic';
    case 'fence': return 'barrier';
    default: return 'access';
  }
}
