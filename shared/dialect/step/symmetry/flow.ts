/**
 * Follows names of threads, and addresses of what belongs to them, through a program: what kind each register and each word of memory is of, whatever
 * is executed in which order. Whether anything that is done with them could tell who is who: telling.ts.
 */
import type { Instr, Program, Reg } from '../../ir.ts';
import { callGraph, reachable } from '../../passes/call-graph.ts';
import type { Frame } from '../frames.ts';
import type { StepLayout } from '../layout.ts';
import { isStep } from '../split.ts';
import { wordOf } from '../words.ts';
import { constant, Kinds, type Kind, MIXED, NOTHING, NUMBER, POINTER, sameKind, THREAD, threadOf, TRUTH, UNMOVED } from './kinds.ts';
import { duringTheSearch } from './during-the-search.ts';
import { type ThreadLoop, threadLoops } from './thread-loops.ts';

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

export type Placed = Extract<Instr, { place: unknown }>;

export class Flow {
  readonly arrays = new Map<string, ThreadArray>();
  /** Loops over all threads in which the order may make a difference. */
  readonly wrongLoops: ThreadLoop[] = [];
  /** Of each word of memory, by its key (words.ts). */
  readonly words = new Map<string, Kind>();
  private readonly keys = new Map<string, string>();
  private readonly registers = new Map<string, Kind[]>();
  private readonly results = new Map<string, Kind>();
  /** What a thread's instance is, by the function that asks. */
  private readonly instances = new Map<string, Kind>();
  /** Variables of loops over all threads, and their comparisons, by function. */
  private readonly variables = new Map<string, Set<Reg>>();
  private readonly bounds = new Set<Instr>();
  readonly kinds: Kinds;
  /** Threads that may change places. */
  readonly moving: ReadonlySet<number>;
  private changed = false;
  /** At first, what is computed with constants alone is left open: most of them are NULL, before anything else is known of a pointer. */
  private guesses = true;

  constructor(readonly input: FlowInput) {
    this.moving = new Set(input.groups.flat());
    this.kinds = new Kinds((t) => this.moving.has(t));
    this.prepare();
    this.solve();
    this.guesses = false;
    this.solve();
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
    const during = duringTheSearch(program);
    for (const [name, frame] of frames) {
      const { regCount } = program.functions.get(name)!;
      this.registers.set(name, new Array<Kind>(regCount).fill(NOTHING));
      const own = new Set<Reg>();
      for (const loop of threadLoops(frame, regCount, { program, first: Math.min(...this.moving), last: Math.max(...this.moving), threadCount: layout.threadCount, isPure })) {
        // Before the threads start nobody can tell what came first.
        if (loop.wrong !== null && during.has(name)) {
          this.wrongLoops.push(loop);
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

  /** Of the word that is accessed. */
  key({ place }: Placed): string {
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
}

function changesNothing(i: Instr): boolean {
  if (isStep(i)) return false;
  switch (i.op) {
    case 'store': case 'rmw': case 'cmpxchg': case 'fence': case 'futexWait': case 'futexWake': case 'deadlinePassed': case 'pick': case 'alloc': case 'free':
    case 'atomicBegin': case 'atomicEnd': case 'callIndirect': case 'localAddress': case 'localEnd': case 'raw':
      return false;
    default: return true;
  }
}
