/**
 * What a thread is about to do, read from the program: its next step evaluated on a copy, access by access. The step itself
 * is compiled code that tells nothing of what it does; this tells it, and is never what decides.
 */
import type { Instr, SiteId } from '../../../shared/dialect/ir.ts';
import type { Frame } from '../../../shared/dialect/step/frames.ts';
import { PC_KIND, type ProgramCounter } from '../../../shared/dialect/step/regions.ts';
import { isStep } from '../../../shared/dialect/step/split.ts';
import { Instructions, type Registers } from './instructions.ts';
import type { NextStep, Touch } from './next-step.ts';
import type { StepRun } from './step-run.ts';

/** Instructions after which a block that never ends is given up: the compiled step will say so. */
const FUEL = 100_000;

export function nextStep(run: StepRun, thread: number, choice: number): NextStep {
  return new Evaluation(run, thread, choice).step();
}

/** What a function without parameters reads, such as a condition. */
export function readsOf(run: StepRun, fn: string): Touch[] {
  return new Evaluation(run, run.threads[0]!, 0).reads(fn);
}

type Call = Extract<Instr, { op: 'call' | 'callIndirect' }>;

/** A place in a function, and what its registers hold there. */
interface At {
  frame: Frame;
  block: number;
  registers: Registers;
}

class Evaluation {
  private readonly instructions: Instructions;
  private readonly next: NextStep;
  private fuel = FUEL;

  constructor(
    private readonly run: StepRun,
    private readonly thread: number,
    choice: number,
  ) {
    this.instructions = new Instructions(run, thread, choice);
    this.next = this.instructions.next;
  }

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
    if (next.kind === 'awake' || next.kind === 'local') next.site = this.siteAfter(frame, block);
    else if (next.kind === 'wait' || next.kind === 'atomic') this.evaluate(frame, block, registers);
    else this.instructions.take(first!, registers);
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
      for (const instr of instrs) if (instr !== call && !this.instructions.take(instr, at.registers)) return null;
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
        if (instr.op === 'atomicBegin') this.instructions.atomic = true;
        if (instr === call) {
          const result = this.call(call, registers);
          if (result === null) return null;
          if (call.dst !== null) registers.set(call.dst, result);
        } else if (!this.instructions.take(instr, registers)) return null;
      }
      if (end.op === 'jump') b = end.target;
      else if (end.op === 'branch') b = registers.get(end.condition) !== 0 ? end.then : end.else;
      else if (end.op === 'return') return end.value === null ? 0 : (registers.get(end.value) ?? 0);
      else if (end.op === 'await') {
        const [then] = frame.blocks[end.then]!.instrs;
        if (registers.get(end.condition) === 0) return null;
        if (this.instructions.atomic) {
          // A store buffer that was empty when the block began.
          b = end.then;
          continue;
        }
        if (then && (then.op === 'rmw' || then.op === 'cmpxchg') && then.continues) {
          // It has waited for its thread's store buffer.
          this.next.kind = 'access';
          this.next.site = then.site;
          this.instructions.take(then, registers);
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
    this.instructions.stop();
    return null;
  }

  private calleeOf(call: Call, registers: Registers): Frame | undefined {
    const name = call.op === 'call' ? call.fn : this.run.image.program.callbacks[registers.get(call.target) ?? 0];
    return this.run.image.frames.get(name ?? '');
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
    case 'localAddress': return 'local';
    default: return 'access';
  }
}
