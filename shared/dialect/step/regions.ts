/**
 * Each program counter becomes a function `pc_N(tp, choice)` that runs one stretch of a thread: the step it stands at and
 * the local work after it, up to the next step, call or return. It reads and writes the state through raw accesses.
 * It returns `STOPPED` (the next step is ready), `GO_ON` (a call or return: more local work) or `BLOCKED` (nothing changed).
 */
import type { IrFunction, Program } from '../ir.ts';
import { successors } from '../passes/simplify.ts';
import type { Frame } from './frames.ts';
import type { StepLayout } from './layout.ts';
import { Region } from './region.ts';
import type { RegionContext } from './region-instr.ts';
import { restsOf } from './rests.ts';
import type { SplitBlock } from './split.ts';

/** Program counter 0: the thread has ended. */
const DONE = 0;

/**
 * `passes`: no step begins here, a thread only passes through. `step`: another thread may come before. `alone`: so too, and
 * the step is never joined to the one before, because it is a choice.
 */
export const PC_KIND = { passes: 0, step: 1, alone: 2 } as const;
export type PcKind = (typeof PC_KIND)[keyof typeof PC_KIND];

export interface ProgramCounter {
  fn: string;
  block: number;
  kind: PcKind;
  /** Whether a thread that stands here may rest soon (rests.ts). */
  rests: boolean;
}

export interface PcTable {
  counters: ProgramCounter[];
  /** First program counter of a function. */
  entry: Map<string, number>;
}

export interface Regions extends PcTable {
  functions: Map<string, IrFunction>;
}

export function regions(program: Program, frames: Map<string, Frame>, layout: StepLayout, told: Pick<RegionContext, 'message' | 'lineNumber' | 'lookers' | 'guards' | 'tellsChecks'>): Regions {
  const counters: ProgramCounter[] = [{ fn: '', block: 0, kind: PC_KIND.step, rests: false }];
  const index = new Map<string, number[]>();
  const rests = restsOf(frames, program, layout);
  for (const frame of frames.values()) {
    const own: number[] = [];
    for (const block of frame.entries) own[block] = counters.push({ fn: frame.fn, block, kind: kindOf(frame.blocks, block, program), rests: rests(frame.fn, block) }) - 1;
    index.set(frame.fn, own);
  }
  const context = { program, frames, layout, ...told, pcOf: (fn: string, block: number) => index.get(fn)![block]! };
  const functions = new Map<string, IrFunction>();
  counters.forEach((pc, n) => {
    if (n !== DONE) functions.set(`pc_${n}`, new Region(context, frames.get(pc.fn)!, pc.block, `pc_${n}`).build());
  });
  const entry = new Map([...frames.keys()].map((fn) => [fn, context.pcOf(fn, 0)]));
  return { counters, functions, entry };
}

const ALONE = new Set(['pick', 'deadlinePassed']);

function kindOf(blocks: readonly SplitBlock[], block: number, { memory }: Program): PcKind {
  const { start, instrs } = blocks[block]!;
  if (start !== 'step') return PC_KIND.passes;
  const alone = (instrs[0] && ALONE.has(instrs[0].op)) || choosesAtOnce(blocks, block) || callsWhileWaiting(blocks, block) || (memory === 'lkmm-ra' && readsWhileWaiting(blocks, block));
  return alone ? PC_KIND.alone : PC_KIND.step;
}

/** An atomic block that may choose, or that calls what may. */
function choosesAtOnce(blocks: readonly SplitBlock[], first: number): boolean {
  if (blocks[first]!.instrs[0]?.op !== 'atomicBegin') return false;
  const within = new Set([first]);
  for (const b of within) {
    for (const { op } of blocks[b]!.instrs) if (ALONE.has(op) || op === 'call' || op === 'callIndirect') return true;
    if (!blocks[b]!.instrs.some((i) => i.op === 'atomicEnd')) for (const s of successors(blocks[b]!.end)) within.add(s);
  }
  return false;
}

/** A waiting condition that calls functions cannot be evaluated without a trace, as joining it needs when it does not hold. */
function callsWhileWaiting(blocks: readonly SplitBlock[], retry: number): boolean {
  const within = whileWaiting(blocks, retry);
  return within.some(({ call }) => call !== null) && within.some((b) => waitsFrom(b, retry));
}

/** What a look tells a thread of the order of stores stays with it, also when it has to look again. */
function readsWhileWaiting(blocks: readonly SplitBlock[], retry: number): boolean {
  const within = whileWaiting(blocks, retry);
  return within.some(({ instrs }) => instrs.some((i) => i.op === 'load' && !i.ghost)) && within.some((b) => waitsFrom(b, retry));
}

function whileWaiting(blocks: readonly SplitBlock[], retry: number): SplitBlock[] {
  const within = new Set([retry]);
  for (const b of within) if (!waitsFrom(blocks[b]!, retry)) for (const s of successors(blocks[b]!.end)) if (blocks[s]!.start !== 'step') within.add(s);
  return [...within].map((b) => blocks[b]!);
}

function waitsFrom({ end }: SplitBlock, retry: number): boolean {
  return end.op === 'await' && end.retry === retry;
}
