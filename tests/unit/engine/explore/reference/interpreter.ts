/**
 * Runs a program's IR over plain objects, a step of a thread at a time: one shared access (or wait, choice, allocation,
 * atomic block) with the thread-local work after it, up to the next.
 */
import { evaluate } from '../../../../../shared/dialect/arithmetic.ts';
import { FOREVER, type Instr, type Program, type Reg } from '../../../../../shared/dialect/ir.ts';
import { liveness, waitingBlocks } from './analysis.ts';
import { allocate, checked, free, GLOBALS, LOCALS, read, ROOM, Violation, write, type Frame, type State, type Thread } from './memory.ts';

/** A waiting condition does not hold. */
export class Blocked extends Error {}

const STEPS = new Set<Instr['op']>(['load', 'store', 'rmw', 'cmpxchg', 'futexWait', 'futexWake', 'deadlinePassed', 'pick', 'alloc', 'free', 'atomicBegin']);
const FUEL = 100_000;

/** What an observer of the program looks at belongs to the step around it. */
const isStep = (i: Instr): boolean => (i.op === 'localAddress' && i.again === true) || STEPS.has(i.op) && !('ghost' in i && i.ghost) && !(i.op === 'atomicBegin' && i.continues);

export class Interpreter {
  /** The boot thread, the scenario's and the kernel's, and one that evaluates conditions. */
  private readonly bodies: { kind: string; fn: string; instance: number; repeat: number }[];
  /** What the boot thread runs when the scenario's have ended, the last first. */
  private readonly atTheEnd: string[];
  private readonly globals = new Map<string, { address: number; size: number }>();
  private readonly live = new Map<string, Set<Reg>[][]>();
  /** For each function, the blocks of a waiting condition, and those it begins with. */
  private readonly waits = new Map<string, { inside: Set<number>; heads: Set<number> }>();
  private readonly structs: string[];
  /** What the last step has learned of deadlines: that one has passed, or that none has. */
  deadline: 'passed' | 'not passed' | null = null;
  /** Which of `n` the step under way takes. */
  private choose: (n: number) => number = () => 0;

  constructor(
    private readonly program: Program,
    private readonly objects: number,
  ) {
    const scenario = program.threads.flatMap((t) => Array.from({ length: t.instances }, (_, instance) => ({ kind: t.kind, fn: t.fn, instance, repeat: t.kind === 'kthread' || t.repeat === FOREVER ? -1 : t.repeat })));
    // Where a thread of the scenario never ends, nothing comes after.
    const ends = program.threads.every((t) => t.repeat !== FOREVER);
    this.atTheEnd = ends ? [program.entry.kernelExit, program.entry.teardown].filter((fn) => fn !== null) : [];
    this.bodies = [{ kind: 'boot', fn: '', instance: 0, repeat: this.atTheEnd.length }, ...scenario, { kind: 'observer', fn: '', instance: 0, repeat: 0 }];
    let at = GLOBALS;
    for (const g of program.globals) {
      this.globals.set(g.name, { address: at, size: g.size });
      at += g.size;
    }
    this.structs = [...program.structs.keys()];
  }

  /** The state in which every thread stands at its first step. */
  first(): State {
    const state: State = { memory: {}, objects: {}, threads: this.bodies.map(({ repeat }) => ({ left: repeat, asleep: 0, waking: false, stack: [] })) };
    for (const g of this.program.globals) write(state, this.globals.get(g.name)!.address, g.initial);
    for (const fn of [this.program.entry.kernelInit, this.program.entry.setup]) if (fn) this.alone(state, 0, fn);
    this.bodies.forEach(({ fn }, t) => {
      if (!fn) return;
      state.threads[t]!.stack = [{ fn, block: 0, at: 0, regs: {} }];
      this.advance(state, t, false);
    });
    return state;
  }

  /** Runs a function to its end, with nobody in between. */
  private alone(state: State, t: number, fn: string): number {
    const thread = state.threads[t]!;
    thread.stack = [{ fn, block: 0, at: 0, regs: {} }];
    let result = 0;
    while (thread.stack.length > 0) result = this.instruction(state, t);
    return result;
  }

  /** Throws where a condition of the scenario does not hold. */
  checkConditions(text: string): void {
    for (const { kind, fn } of this.program.conditions) {
      if (kind === 'always' && this.alone(JSON.parse(text) as State, this.bodies.length - 1, fn) === 0) throw new Violation('condition');
    }
  }

  /** The threads that have not ended and do not sleep. */
  ready(text: string): number[] {
    const { threads } = JSON.parse(text) as State;
    return threads.flatMap(({ stack, asleep }, t) => (stack.length > 0 && asleep === 0 ? [t] : []));
  }

  /** Whether a thread that is to end has not: neither one of the kernel's nor one that runs for ever. */
  owes(text: string): boolean {
    return (JSON.parse(text) as State).threads.some(({ stack, left }) => stack.length > 0 && left >= 0);
  }

  /** The globals' words, by name, if the scenario's threads, and what comes after them, have ended; else null. */
  end(text: string): string | null {
    const { threads, memory } = JSON.parse(text) as State;
    if (this.bodies.some(({ kind }, t) => kind !== 'kthread' && threads[t]!.stack.length > 0)) return null;
    return JSON.stringify(Object.fromEntries([...this.globals].map(([name, { address, size }]) => [name, Array.from({ length: size / 4 }, (_, i) => memory[address + i * 4] ?? 0)])));
  }

  /** One step from where the thread stands. Throws Blocked or a Violation; the state is then of no use. */
  step(state: State, t: number, choose: (n: number) => number): void {
    this.choose = choose;
    this.deadline = null;
    const thread = state.threads[t]!;
    const wakes = thread.waking;
    thread.waking = false;
    this.advance(state, t, !wakes);
  }

  /** Goes on to where the next step would begin; with `stepping`, past the one it stands at. */
  private advance(state: State, t: number, stepping: boolean): void {
    const thread = state.threads[t]!;
    let atomic = false;
    let depth = 0;
    let fuel = FUEL;
    for (;;) {
      if (thread.stack.length === 0 && !this.again(state, thread, t)) return;
      if (fuel-- === 0) throw new Violation('endless-loop');
      const frame = thread.stack.at(-1)!;
      const block = this.program.functions.get(frame.fn)!.blocks[frame.block]!;
      const { inside, heads } = once(this.waits, frame.fn, () => waitingBlocks(this.program.functions.get(frame.fn)!));
      const waiting = inside.has(frame.block) || depth > 0;
      const instr = block.instrs[frame.at];
      const begins = waiting ? depth === 0 && heads.has(frame.block) && frame.at === 0 : instr !== undefined && isStep(instr) && !atomic;
      if (begins && !stepping) return this.forget(thread);
      if (begins) stepping = false;
      if (instr?.op === 'atomicBegin') atomic = true;
      if (instr?.op === 'atomicEnd') atomic = false;
      // A function called by a waiting condition belongs to its evaluation.
      if (waiting && instr?.op === 'call') depth++;
      if (depth > 0 && !instr && block.end.op === 'return') depth--;
      this.instruction(state, t);
      if (instr?.op === 'futexWait') {
        thread.waking = true;
        return this.forget(thread);
      }
    }
  }

  private again(state: State, thread: Thread, t: number): boolean {
    if (t === 0) {
      if (--thread.left === 0) {
        if (Object.values(state.objects).includes('alive')) throw new Violation('leak');
        return false;
      }
      thread.stack = [{ fn: this.atTheEnd[thread.left - 1]!, block: 0, at: 0, regs: {} }];
      return true;
    }
    if (thread.left === 1) {
      thread.left = 0;
      if (this.atTheEnd.length > 0 && this.bodies.every(({ kind }, other) => kind !== 'thread' || state.threads[other]!.left === 0)) {
        state.threads[0]!.stack = [{ fn: this.atTheEnd.at(-1)!, block: 0, at: 0, regs: {} }];
      }
    }
    if (thread.left === 0) return false;
    if (thread.left > 0) thread.left--;
    thread.stack = [{ fn: this.bodies[t]!.fn, block: 0, at: 0, regs: {} }];
    return true;
  }

  /** What a thread will not look at again is no part of a state. */
  private forget(thread: Thread): void {
    for (const frame of thread.stack) {
      const live = once(this.live, frame.fn, () => liveness(this.program.functions.get(frame.fn)!))[frame.block]![frame.at]!;
      frame.regs = Object.fromEntries(Object.entries(frame.regs).filter(([r, value]) => live.has(Number(r)) && value !== 0));
    }
  }

  /** Runs one instruction, or goes to the next block. Gives what a function returned, if it was the last. */
  private instruction(state: State, t: number): number {
    const { stack } = state.threads[t]!;
    const frame = stack.at(-1)!;
    const { instrs, end } = this.program.functions.get(frame.fn)!.blocks[frame.block]!;
    const instr = instrs[frame.at];
    const get = (r: Reg): number => frame.regs[r] ?? 0;
    if (instr) {
      frame.at++;
      this.execute(state, t, instr, frame, get);
      return 0;
    }
    const goto = (block: number): number => {
      frame.block = block;
      frame.at = 0;
      return 0;
    };
    switch (end.op) {
      case 'jump': return goto(end.target);
      case 'branch': return goto(get(end.condition) !== 0 ? end.then : end.else);
      case 'await':
        if (get(end.condition) === 0) throw new Blocked();
        return goto(end.then);
      case 'unreachable': throw new Violation('assertion');
      case 'return': {
        const value = end.value === null ? 0 : get(end.value);
        stack.pop();
        const caller = stack.at(-1);
        const call = caller && this.program.functions.get(caller.fn)!.blocks[caller.block]!.instrs[caller.at - 1]!;
        if (caller && (call?.op === 'call' || call?.op === 'callIndirect') && call.dst !== null) caller.regs[call.dst] = value;
        return value;
      }
    }
  }

  private execute(state: State, t: number, i: Instr, frame: Frame, get: (r: Reg) => number): void {
    const { program } = this;
    const thread = state.threads[t]!;
    const set = (r: Reg, value: number): void => void (frame.regs[r] = value);
    const enter = (fn: string, dst: Reg | null, args: readonly Reg[]): void => {
      const regs = Object.fromEntries(args.map((r, n) => [n, get(r)]));
      if (dst !== null) delete frame.regs[dst];
      thread.stack.push({ fn, block: 0, at: 0, regs });
    };
    switch (i.op) {
      case 'const': return set(i.dst, i.value);
      case 'copy': return set(i.dst, get(i.src));
      case 'unary': return set(i.dst, get(i.a) === 0 ? 1 : 0);
      case 'binary': {
        const value = evaluate(i.kind, get(i.a), get(i.b));
        if (value === undefined) throw new Violation('division-by-zero');
        return set(i.dst, value);
      }
      case 'globalAddress': return set(i.dst, this.globals.get(i.name)!.address);
      case 'localAddress': {
        const address = localOf(t, i.slot);
        state.objects[address] = 'local';
        for (let word = 0; word < program.locals[i.slot]!.size; word += 4) write(state, address + word, 0);
        return set(i.dst, address);
      }
      case 'localEnd': {
        const address = localOf(t, i.slot);
        delete state.objects[address];
        for (let word = 0; word < program.locals[i.slot]!.size; word += 4) write(state, address + word, 0);
        return;
      }
      case 'callbackIndex': return set(i.dst, program.callbacks.indexOf(i.fn));
      case 'boundsCheck':
        if (get(i.index) < 0 || get(i.index) >= i.length) throw new Violation('bounds');
        return;
      case 'thisThread': return set(i.dst, t);
      case 'thisInstance': return set(i.dst, this.bodies[t]!.instance);
      case 'threadCount': return set(i.dst, this.bodies.length - 1);
      case 'deadlineAfter': return set(i.dst, 1);
      case 'latencyStart': return set(i.dst, 0);
      case 'assert':
        if (get(i.condition) === 0) throw new Violation('assertion');
        return;
      case 'check':
        if (get(i.condition) === 0) throw new Violation('property');
        return;
      case 'load': return set(i.dst, read(state, get(i.address) + i.offset));
      case 'store': return write(state, checked(state, get(i.address) + i.offset), get(i.value));
      case 'rmw': {
        const address = get(i.address) + i.offset;
        const old = read(state, address);
        write(state, address, i.kind === 'xchg' ? get(i.value) : evaluate(i.kind, old, get(i.value))!);
        return set(i.dst, old);
      }
      case 'cmpxchg': {
        const address = get(i.address) + i.offset;
        const old = read(state, address);
        if (old === get(i.expected)) write(state, address, get(i.value));
        return set(i.dst, old);
      }
      case 'futexWait': {
        const address = get(i.address) + i.offset;
        if (read(state, address) === get(i.expected)) thread.asleep = address;
        return;
      }
      case 'futexWake': return this.wake(state, get(i.address) + i.offset, get(i.count));
      case 'pick': return set(i.dst, this.choose(get(i.n)));
      case 'deadlinePassed': {
        const passed = this.choose(2);
        if (passed !== 0 || this.deadline === null) this.deadline = passed !== 0 ? 'passed' : 'not passed';
        return set(i.dst, passed);
      }
      case 'alloc':
        // An object is not taken while anybody knows of it, this thread included.
        delete frame.regs[i.dst];
        this.forget(thread);
        return set(i.dst, allocate(state, this.structs.indexOf(i.struct), this.objects, program.threads.findIndex(({ fn }) => fn === this.bodies[t]!.fn), program.threads.length));
      case 'free': return free(state, get(i.object));
      case 'call': return enter(i.fn, i.dst, i.args);
      case 'callIndirect': {
        const fn = program.callbacks[get(i.target)];
        if (!fn || program.functions.get(fn)?.paramCount !== i.args.length) throw new Violation('bad-callback');
        return enter(fn, i.dst, i.args);
      }
      default: return; // Fences and tracing change nothing.
    }
  }

  /** Any `count` of the sleepers: each is woken or not, for as long as enough of them are left. */
  private wake(state: State, address: number, count: number): void {
    const sleepers = state.threads.filter((s) => s.asleep === address);
    let left = Math.min(count, sleepers.length);
    sleepers.forEach((sleeper, n) => {
      if (left <= 0 || (sleepers.length - n > left && this.choose(2) === 1)) return;
      sleeper.asleep = 0;
      left--;
    });
  }
}

function localOf(thread: number, slot: number): number {
  return LOCALS + thread * 0x100000 + slot * ROOM;
}

/** Of few functions it is ever asked. */
function once<T>(known: Map<string, T>, fn: string, make: () => T): T {
  const value = known.get(fn) ?? make();
  known.set(fn, value);
  return value;
}
