/** Runs a schedule step by step and tells what each step was. The same schedule gives the same steps on every machine. */
import type { Instr, Place } from '../../../shared/dialect/ir.ts';
import type { StepImage } from '../../../shared/dialect/step/emit.ts';
import { RECORD } from '../../../shared/dialect/step/layout.ts';
import type { Action, Step } from '../../../shared/explore/verdict.ts';
import { SearchFailure } from './failure.ts';

type Access = Extract<Instr, { op: 'load' | 'store' | 'rmw' | 'cmpxchg' | 'futexWait' | 'futexWake' }>;

export class Replay {
  private readonly words: Int32Array;

  constructor(
    private readonly image: StepImage,
    memory: WebAssembly.Memory,
    private readonly exports: Record<string, (...args: number[]) => number>,
  ) {
    this.words = new Int32Array(memory.buffer);
  }

  /** The last action may fail: that is what it is replayed for. */
  run(actions: readonly Action[]): Step[] {
    const { queue } = this.image.memory.parameters;
    this.exports.$show!(this.words[queue! / 4]!);
    return actions.map((action) => this.step(action));
  }

  private step(action: Action): Step {
    const { layout, program } = this.image;
    const name = layout.threads[action.thread]!.name;
    const instr = this.next(action.thread);
    const access = instr && isAccess(instr) ? { instr, address: this.addressOf(action.thread, instr) } : null;
    const before = access ? this.word(access.address) : 0;
    let failed = false;
    try {
      this.exports.$replay!(action.thread, action.choice);
    } catch (error) {
      if (!(error instanceof SearchFailure)) throw error;
      failed = true;
    }
    const site = instr && 'site' in instr ? instr.site : -1;
    const at = program.sites[site];
    const told = access && { op: access.instr.op, place: access.instr.place, address: access.address, before, after: failed ? before : this.word(access.address) };
    const text = `${told ? words(told) : instr ? plain(instr) : 'waits until its condition holds'}${at ? ` in ${at.fn} (${at.file}:${at.line})` : ''}`;
    return { ...action, name, site, access: told, text, enabled: [], blocked: [], after: [] };
  }

  /** The step that a thread stands at; undefined at a waiting condition without an access of its own. */
  private next(thread: number): Instr | undefined {
    const pc = this.image.regions.counters[this.word(this.record(thread) + RECORD.pc)]!;
    return this.image.frames.get(pc.fn)?.blocks[pc.block]?.instrs[0];
  }

  private addressOf(thread: number, { address, offset }: Access): number {
    const pc = this.image.regions.counters[this.word(this.record(thread) + RECORD.pc)]!;
    const frame = this.image.frames.get(pc.fn)!;
    const slot = frame.slots.get(address);
    return slot === undefined ? 0 : this.word(this.record(thread) + RECORD.frames + (frame.base + 1 + slot) * 4) + offset;
  }

  private record(thread: number): number {
    return this.image.layout.threads[thread]!.record;
  }

  private word(address: number): number {
    return address < 0 || address >= this.image.layout.size ? 0 : this.words[(this.image.memory.parameters.work! + address) >> 2]!;
  }
}

function isAccess(i: Instr): i is Access {
  return ['load', 'store', 'rmw', 'cmpxchg', 'futexWait', 'futexWake'].includes(i.op);
}

function show(place: Place): string {
  return place.struct === 'globals' ? place.field : `${place.struct}.${place.field}`;
}

function words({ op, place, before, after }: NonNullable<Step['access']>): string {
  const what = show(place);
  if (op === 'futexWait') return `goes to sleep on ${what} if it is still ${before}`;
  if (op === 'futexWake') return `wakes a sleeper on ${what}`;
  if (before !== after) return `${op === 'store' ? 'writes' : 'changes'} ${what}: ${before} → ${after}`;
  return op === 'store' ? `writes ${what}: ${after} again` : op === 'load' ? `reads ${what}: ${before}` : `tries to change ${what}, which is ${before}`;
}

function plain(instr: Instr): string {
  switch (instr.op) {
    case 'alloc': return `allocates a ${instr.struct}`;
    case 'free': return 'frees an object';
    case 'pick': return 'picks';
    case 'deadlinePassed': return 'looks whether its time has passed';
    case 'atomicBegin': return 'runs an atomic block';
    default: return 'goes on after its sleep';
  }
}
