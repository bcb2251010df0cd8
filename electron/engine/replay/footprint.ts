/** Which words a step reads and writes: what decides whether two steps may change places. */
import { WORD } from '../../../shared/dialect/layout.ts';
import { BUFFER_BYTES } from '../../../shared/dialect/step/weak/models.ts';
import type { NextStep } from './next-step.ts';
import type { StepRun } from './step-run.ts';
import { type StoreEffect, storeEffects, stores } from './stores.ts';
import type { Outcome } from './wording.ts';

export interface Footprint {
  reads: Set<number>;
  writes: Set<number>;
  /** Threads that it woke; and the boot thread, which goes on when all have ended, of a step with which a thread ends. */
  woke: number[];
  /** What it stores, in the order that a word's stores have; where memory is not sequentially consistent. */
  effects?: StoreEffect[];
}

/** The thread that runs what comes when all others have ended. */
const BOOT = 0;

/**
 * Words are named by their address. What is no word has a negative name: `-base` of a pool is which of its objects are
 * taken, `-address` of a word who sleeps on it. What a weaker memory model keeps has its place in the state: a store buffer, or the order of barriers. An object's header says whether it is alive: each access to the object reads it.
 * `stack`: as `stackOf` had it before the step, which may end in calls and returns.
 */
export function footprint(run: StepRun, thread: number, next: NextStep, { woke, allocated }: Pick<Outcome, 'woke' | 'allocated'>, stack: readonly number[]): Footprint {
  const { layout } = run.image;
  const made: Footprint = { reads: new Set(), writes: new Set(), woke: run.ended(thread) && layout.threads[thread]!.kind === 'thread' ? [...woke, BOOT] : woke, ...(run.image.program.memory !== 'sc' && { effects: storeEffects(next, thread) }) };
  const buffer = (owner: number): number => layout.weak + owner * BUFFER_BYTES;
  const header = (address: number): number => layout.headers[address >> 2] ?? 0;
  for (const touch of next.touches) {
    if (touch.buffered) (touch.op === 'store' ? made.writes : made.reads).add(buffer(thread));
    if (!touch.buffered || touch.op !== 'store') (stores(touch) ? made.writes : made.reads).add(touch.address);
    if (header(touch.address) > 1) made.reads.add(header(touch.address));
    if (touch.op === 'futexWait' || touch.op === 'futexWake') made.writes.add(-touch.address);
  }
  if (next.kind === 'drain') made.writes.add(buffer(next.owner));
  if (next.kind === 'barrier' && run.image.program.memory === 'tso') made.reads.add(buffer(thread));
  if (next.ordered) made.writes.add(layout.weak);
  if (next.object !== 0) {
    const pool = layout.pools.find((p) => next.object >= p.base && next.object < p.base + p.count * p.stride);
    made.writes.add(header(next.object)).add(-(pool?.base ?? 0));
    for (let at = 4; pool && at < pool.stride; at += 4) made.writes.add(header(next.object) + at);
  }
  if (allocated !== 0) made.writes.add(header(allocated));
  if (next.struct !== null) made.writes.add(-layout.pools.find((p) => p.struct === next.struct)!.base);
  stackOf(run, thread).forEach((word, i) => {
    if (word !== stack[i]) made.writes.add(layout.threads[thread]!.own.from + i * WORD);
  });
  return made;
}

/** What lies on a thread's stack that others may see, with the headers that say which of its functions run. */
export function stackOf(run: StepRun, thread: number): number[] {
  const { from, bytes } = run.image.layout.threads[thread]!.own;
  return Array.from({ length: bytes / WORD }, (_, i) => run.word(from + i * WORD));
}

/** Whether the steps could not change places, or not without one of them seeing the difference. */
export function dependent(a: Footprint, b: Footprint): boolean {
  return [...a.writes].some((w) => b.writes.has(w) || b.reads.has(w)) || [...b.writes].some((w) => a.reads.has(w));
}
