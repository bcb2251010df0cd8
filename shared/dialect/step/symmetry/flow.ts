/**
 * Follows names of threads, and addresses of what belongs to them, through a program: what kind each register and each word of memory is of, whatever
 * is executed in which order. And whether anything that is done with them could tell who is who.
 */
import type { Instr, Program, Reg, SiteId } from '../../ir.ts';
import { callGraph, reachable } from '../../passes/call-graph.ts';
import { eachUse } from '../../passes/dead-code.ts';
import type { Frame } from '../frames.ts';
import type { StepLayout } from '../layout.ts';
import { isStep } from '../split.ts';
import { wordOf } from '../words.ts';
import { constant, Kinds, type Kind, MIXED, NOTHING, NUMBER, POINTER, sameKind, THREAD, threadOf, TRUTH, UNMOVED } from './kinds.ts';
import { threadLoops } from './thread-loops.ts';

/** Something that could tell threads apart. */
export interface Telling {
  why: string;
  site: SiteId;
}

/** A global array with an element for each thread: the one at its number + bias. */
export interface ThreadArray {
  global: string;
  stride: number;
  bias: number;
}

export interface FlowInput {
  program: Program;
  frames: ReadonlyMap<string, Frame>;
  layout: StepLayout;
  /** Threads that may change places, by number, in the groups within which they may. */
  groups: readonly (readonly number[])[];
}

type Placed = Extract<Instr, { place: unknown }>;

export class Flow {
  readonly arrays = new Map<string, ThreadArray>();
  readonly telling: Telling[] = [];
  private readonly words = new Map<string, Kind>();
  private readonly keys = new Map<string, string>();
  private readonly registers = new Map<string, Kind[]>();
  private readonly results = new Map<string, Kind>();
  /** What a thread's instance is, by the function that asks. */
  private readonly instances = new Map<string, Kind>();
  /** Variables of loops over all threads, and their comparisons, by function. */
  private readonly variables = new Map<string, Set<Reg>>();
  private readonly bounds = new Set<Instr>();
  private readonly kinds: Kinds;
  private readonly moving: ReadonlySet<number>;
  private changed = false;
  /** At first, what is computed with constants alone is left open: most of them are NULL, before anything else is known of a pointer. */
  private guesses = true;

  constructor(private readonly input: FlowInput) {
    this.moving = new Set(input.groups.flat());
    this.kinds = new Kinds((t) => this.moving.has(t));
    this.prepare();
    this.solve();
    this.guesses = false;
    this.solve();
    this.examine();
  }

  /** Of a word of memory, by its key (words.ts). */
  word(key: string): Kind {
    return this.words.get(key) ?? NOTHING;
  }

  register(fn: string, reg: Reg): Kind {
    return this.registers.get(fn)?.[reg] ?? NOTHING;
  }

  private prepare(): void {
    const { program, frames, layout, groups } = this.input;
    const graph = callGraph(program.functions, program.callbacks);
    layout.threads.forEach(({ fn, kind, instance: number }, t) => {
      const group = groups.find((g) => g.includes(t));
      const instance: Kind = group ? { is: 'code', times: 1, bias: -group[0]! } : constant(number);
      const roots = fn ? [fn] : kind === 'observer' ? program.conditions.map((c) => c.fn) : Object.values(program.entry).filter((name) => name !== null);
      for (const name of reachable(graph, roots)) this.instances.set(name, this.kinds.join(this.instances.get(name) ?? NOTHING, instance));
    });
    for (const g of program.globals) if (g.initial !== 0) this.words.set(wordOf({ struct: 'globals', field: g.name }, program).within, constant(g.initial));
    const pure = new Map<string, boolean>();
    const isPure = (name: string): boolean => {
      const known = pure.get(name);
      if (known !== undefined) return known;
      pure.set(name, true);
      const frame = frames.get(name);
      const is = frame !== undefined && frame.blocks.every((b) => b.start === 'local' && b.instrs.every((i) => changesNothing(i) && (i.op !== 'call' || isPure(i.fn))));
      pure.set(name, is);
      return is;
    };
    const during = this.duringTheSearch();
    for (const [name, frame] of frames) {
      const { regCount } = program.functions.get(name)!;
      this.registers.set(name, new Array<Kind>(regCount).fill(NOTHING));
      const own = new Set<Reg>();
      for (const loop of threadLoops(frame, regCount, { program, first: Math.min(...this.moving), last: Math.max(...this.moving), threadCount: layout.threadCount, isPure })) {
        // Before the threads start nobody can tell what came first.
        if (loop.wrong !== null && during.has(name)) {
          this.tell(`goes through all threads, and ${loop.wrong}`, loop.site);
          continue;
        }
        own.add(loop.variable);
        this.bounds.add(loop.bound);
      }
      for (const variable of own) this.registers.get(name)![variable] = THREAD;
      this.variables.set(name, own);
    }
  }

  private solve(): void {
    const { frames } = this.input;
    do {
      this.changed = false;
      for (const frame of frames.values()) {
        for (const { instrs, end } of frame.blocks) {
          for (const i of instrs) this.follow(frame.fn, i);
          if (end.op === 'return' && end.value !== null) this.add(this.results, frame.fn, this.register(frame.fn, end.value));
        }
      }
    } while (this.changed);
  }

  private add(map: Map<string, Kind>, key: string, kind: Kind): void {
    const before = map.get(key) ?? NOTHING;
    const after = this.kinds.join(before, kind);
    if (sameKind(before, after)) return;
    map.set(key, after);
    this.changed = true;
  }

  private set(fn: string, reg: Reg, kind: Kind): void {
    if (this.variables.get(fn)!.has(reg)) return;
    const registers = this.registers.get(fn)!;
    const after = this.kinds.join(registers[reg]!, kind);
    if (sameKind(registers[reg]!, after)) return;
    registers[reg] = after;
    this.changed = true;
  }

  private key({ place }: Placed): string {
    const path = `${place.struct}.${place.field}`;
    let key = this.keys.get(path);
    if (key === undefined) {
      this.keys.set(path, (key = wordOf(place, this.input.program).within));
      // Memory begins as zeros.
      if (!this.words.has(key)) this.words.set(key, constant(0));
      else this.words.set(key, this.kinds.join(this.words.get(key)!, constant(0)));
    }
    return key;
  }

  private follow(fn: string, i: Instr): void {
    const { program } = this.input;
    const of = (r: Reg): Kind => this.register(fn, r);
    switch (i.op) {
      case 'const': return this.set(fn, i.dst, constant(i.value));
      case 'copy': return this.set(fn, i.dst, of(i.src));
      case 'unary': return this.set(fn, i.dst, this.kinds.isTestable(of(i.a)) ? TRUTH : MIXED);
      case 'binary': return this.set(fn, i.dst, this.bounds.has(i) ? TRUTH : this.computed(fn, i));
      case 'globalAddress': return this.set(fn, i.dst, this.isArray(i.name) ? { is: 'array', global: i.name } : UNMOVED);
      case 'localAddress': return this.set(fn, i.dst, POINTER);
      case 'alloc': return this.set(fn, i.dst, UNMOVED);
      case 'thisThread': return this.set(fn, i.dst, THREAD);
      case 'thisInstance': return this.set(fn, i.dst, this.instances.get(fn) ?? constant(0));
      case 'load': return this.set(fn, i.dst, this.word(this.key(i)));
      case 'store': return this.add(this.words, this.key(i), of(i.value));
      case 'cmpxchg':
        this.set(fn, i.dst, this.word(this.key(i)));
        return this.add(this.words, this.key(i), of(i.value));
      case 'rmw': {
        const before = this.word(this.key(i));
        this.set(fn, i.dst, before);
        return this.add(this.words, this.key(i), i.kind === 'xchg' ? of(i.value) : this.kinds.binary(i.kind, before, of(i.value)));
      }
      case 'futexWait': case 'futexWake': return void this.key(i);
      case 'call':
        i.args.forEach((arg, p) => this.set(i.fn, p, of(arg)));
        if (i.dst !== null) this.set(fn, i.dst, this.results.get(i.fn) ?? NOTHING);
        return;
      case 'callIndirect':
        for (const name of program.callbacks) {
          if (program.functions.get(name)?.paramCount !== i.args.length || !this.registers.has(name)) continue;
          i.args.forEach((arg, p) => this.set(name, p, of(arg)));
          if (i.dst !== null) this.set(fn, i.dst, this.results.get(name) ?? NOTHING);
        }
        return;
      default: if ('dst' in i && i.dst !== null) this.set(fn, i.dst, NUMBER);
    }
  }

  /** Of an array, the element that belongs to a thread is an address that moves with it. */
  private computed(fn: string, { kind, a, b }: Extract<Instr, { op: 'binary' }>): Kind {
    const [x, y] = [this.register(fn, a), this.register(fn, b)];
    if (this.guesses && x.is === 'constants' && y.is === 'constants' && kind !== 'eq' && kind !== 'ne') return NOTHING;
    const array = x.is === 'array' ? x : y.is === 'array' ? y : null;
    const other = x.is === 'array' ? y : x;
    if (kind !== 'add' || !array) return this.kinds.binary(kind, x, y);
    if (other.is === 'code') return this.element(array.global, other) ? POINTER : MIXED;
    const known = this.arrays.get(array.global);
    if (!known) return this.kinds.binary(kind, x, y);
    if (other.is === 'nothing') return NOTHING;
    return other.is === 'constants' && other.values.every((offset) => !this.moving.has(threadOf(offset, { times: known.stride, bias: known.bias }))) ? POINTER : MIXED;
  }

  private isArray(name: string): boolean {
    return this.input.program.globals.find((g) => g.name === name)?.valueType.kind === 'array';
  }

  /** Whether the array can have an element for each thread where the program takes it to be. */
  private element(name: string, { times, bias }: { times: number; bias: number }): boolean {
    const known = this.arrays.get(name);
    if (known) return known.stride === times && known.bias === bias;
    const global = this.input.program.globals.find((g) => g.name === name)!;
    if (global.valueType.kind !== 'array') return false;
    const ends = [...this.moving].every((t) => t + bias >= 0 && (t + bias + 1) * times <= global.size);
    if (!ends || times * global.valueType.length !== global.size) return false;
    this.arrays.set(name, { global: name, stride: times, bias });
    this.changed = true;
    return true;
  }

  /** What can run once the threads have started. */
  private duringTheSearch(): Set<string> {
    const { program } = this.input;
    const { teardown, kernelExit } = program.entry;
    const roots = [...program.threads.map((t) => t.fn), ...program.conditions.map((c) => c.fn), ...program.callbacks.slice(1), ...[teardown, kernelExit].filter((name) => name !== null)];
    return reachable(callGraph(program.functions, program.callbacks), roots);
  }

  private tell(why: string, site: SiteId): void {
    this.telling.push({ why, site });
  }

  /** Looks at all that is done with names and such addresses. */
  private examine(): void {
    for (const name of this.duringTheSearch()) {
      const frame = this.input.frames.get(name);
      for (const { instrs, end } of frame?.blocks ?? []) {
        for (const i of instrs) {
          const why = this.wrongWith(name, i);
          if (why) this.tell(why, 'site' in i ? i.site : this.input.program.functions.get(name)!.site);
        }
        if ((end.op === 'branch' || end.op === 'await') && !this.isMixed(name, end.condition) && !this.kinds.isTestable(this.register(name, end.condition))) {
          this.tell('a condition depends on which thread it is', this.input.program.functions.get(name)!.site);
        }
      }
    }
    for (const [key, kind] of this.words) if (kind.is === 'mixed' && this.telling.length === 0) this.tell(`${key} holds names of threads and other values`, -1);
  }

  private isMixed(fn: string, reg: Reg): boolean {
    return this.register(fn, reg).is === 'mixed';
  }

  /** Null also where what goes in is mixed already: that has been told where it began. */
  private wrongWith(fn: string, i: Instr): string | null {
    let mixed = false;
    eachUse(i, (r) => void (mixed ||= this.isMixed(fn, r)));
    if (mixed) return null;
    const of = (r: Reg): Kind => this.register(fn, r);
    const { kinds } = this;
    const plain = (r: Reg): boolean => kinds.isPlain(of(r));
    const different = 'compares which thread it is with another value';
    const holds = 'holds names of threads and other values';
    if ('place' in i) {
      const address = of(i.address);
      if (address.is === 'code' || address.is === 'number') return 'computes an address';
      const array = address.is === 'array' ? this.arrays.get(address.global) : undefined;
      if (array && this.moving.has(threadOf(i.offset, { times: array.stride, bias: array.bias }))) return 'takes the element of a certain thread';
    }
    switch (i.op) {
      case 'cmpxchg':
        if (this.word(this.key(i)).is === 'mixed') return `${this.key(i)} ${holds}`;
        return kinds.areComparable(this.word(this.key(i)), of(i.expected)) ? null : different;
      case 'futexWait': return kinds.areComparable(this.word(this.key(i)), of(i.expected)) ? null : different;
      case 'futexWake': return this.wakesAnyOf(of(i.count)) ? null : 'wakes several of more sleepers';
      case 'assert': case 'check': return kinds.isTestable(of(i.condition)) ? null : 'a condition depends on which thread it is';
      case 'boundsCheck': {
        const index = of(i.index);
        return plain(i.index) || (index.is === 'code' && index.times === 1 && [...this.moving].every((t) => t + index.bias >= 0 && t + index.bias < i.length)) ? null : 'a bound depends on which thread it is';
      }
      case 'pick': return plain(i.n) ? null : 'a choice depends on which thread it is';
      case 'callIndirect': return plain(i.target) ? null : 'a call depends on which thread it is';
      case 'store': case 'rmw': return this.word(this.key(i)).is === 'mixed' ? `${this.key(i)} ${holds}` : null;
      case 'call': return i.args.some((_, p) => this.isMixed(i.fn, p)) ? `a parameter of ${i.fn} ${holds}` : null;
      case 'binary':
        if (!this.isMixed(fn, i.dst)) return null;
        return i.kind === 'eq' || i.kind === 'ne' ? different : 'computes with which thread it is';
      case 'copy': case 'const': case 'unary': return this.isMixed(fn, i.dst) ? `a variable ${holds}` : null;
      case 'thisInstance': return this.isMixed(fn, i.dst) ? 'is run by several groups of threads, and asks which instance it is' : null;
      default: return null;
    }
  }

  /** A choice says from which sleeper on: any of them alone, or all but any one, but not any two of four (runtime/access.ts). Neither who wakes sleeps, nor who sets up. */
  private wakesAnyOf(count: Kind): boolean {
    const sleepers = this.input.layout.threads.length - 3;
    return sleepers <= 3 || (count.is === 'constants' && count.values.every((c) => c <= 1 || c >= sleepers - 1));
  }
}

function changesNothing(i: Instr): boolean {
  if (isStep(i)) return false;
  switch (i.op) {
    case 'store': case 'rmw': case 'cmpxchg': case 'fence': case 'futexWait': case 'futexWake': case 'deadlinePassed': case 'pick': case 'alloc': case 'free':
    case 'atomicBegin': case 'atomicEnd': case 'callIndirect': case 'localAddress': case 'raw':
      return false;
    default: return true;
  }
}
