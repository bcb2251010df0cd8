/**
 * Each program counter becomes a function `pc_N(tp, choice)` that runs one stretch of a thread: the step it stands at and
 * the local work after it, up to the next step, call or return. It reads and writes the state through raw accesses.
 * It returns `STOPPED` (the next step is ready), `GO_ON` (a call or return: more local work) or `BLOCKED` (nothing changed).
 */
import type { IrFunction, Program } from '../ir.ts';
import type { Frame } from './frames.ts';
import type { StepLayout } from './layout.ts';
import { Region } from './region.ts';

/** Program counter 0: the thread has ended. */
const DONE = 0;

export interface ProgramCounter {
  fn: string;
  block: number;
  /** A step another thread may come before; else only passed through. */
  stops: boolean;
}

export interface Regions {
  counters: ProgramCounter[];
  functions: Map<string, IrFunction>;
  /** First program counter of a function. */
  entry: Map<string, number>;
}

export function regions(program: Program, frames: Map<string, Frame>, layout: StepLayout, message: (text: string) => number): Regions {
  const counters: ProgramCounter[] = [{ fn: '', block: 0, stops: true }];
  const index = new Map<string, number>();
  for (const frame of frames.values()) {
    for (const block of frame.entries) index.set(`${frame.fn}:${block}`, counters.push({ fn: frame.fn, block, stops: frame.blocks[block]!.start === 'step' }) - 1);
  }
  const context = { program, frames, layout, message, pcOf: (fn: string, block: number) => index.get(`${fn}:${block}`)! };
  const functions = new Map<string, IrFunction>();
  counters.forEach((pc, n) => {
    if (n !== DONE) functions.set(`pc_${n}`, new Region(context, frames.get(pc.fn)!, pc.block, `pc_${n}`).build());
  });
  const entry = new Map([...frames.keys()].map((fn) => [fn, context.pcOf(fn, 0)]));
  return { counters, functions, entry };
}
