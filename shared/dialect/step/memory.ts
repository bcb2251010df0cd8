/**
 * Where the search keeps what, in one WebAssembly memory:
 *
 * ```
 *   ├ tables of the program ┼ states: roots, pairs, chunks, levels ┼ contexts ┼ worker 0 ┼ worker 1 ┼ …
 * ```
 * A worker's part is addressed from where it begins, and begins with the working state.
 */
import { FOREVER, type Program } from '../ir.ts';
import { CHUNK, LEFT, RECORD, type StepLayout, type StepThread } from './layout.ts';
import type { Regions } from './regions.ts';

const PAGE = 65536;
const CONTROL_BYTES = 256;
const FIRST = 1024;
const LOG_ENTRIES = 8192;
/** As in runtime/depth.ts. */
const FRAME_BYTES = 16;

export interface StepLimits {
  /** States that can be stored; a power of two is used. */
  states: number;
  /** Pairs that can be stored. */
  pairs: number;
  workers: number;
  /** States on the path of a depth-first search; 0 or none: it is not one. */
  path?: number;
  /** Lines that are told apart. */
  lines?: number;
}

export interface StepMemory {
  /** `$param` values. Those in `own` are told from where a worker's part begins. */
  parameters: Record<string, number>;
  own: ReadonlySet<string>;
  /** Where each worker's part begins. */
  workers: number[];
  /** How much may be stored before the tables are too full. */
  limits: { states: number; pairs: number; chunks: number };
  pages: number;
}

export function placeSearch(program: Program, layout: StepLayout, regions: Regions, limits: StepLimits): StepMemory {
  const parameters: Record<string, number> = {};
  const placer = (start: number) => {
    let at = start;
    return {
      place: (name: string, bytes: number): void => {
        parameters[name] = at;
        at = Math.ceil((at + bytes) / 64) * 64;
      },
      end: () => at,
    };
  };
  const leaves = powerOfTwo(layout.size / CHUNK);
  const roots = powerOfTwo(limits.states * 1.25);
  const pairs = powerOfTwo(limits.pairs * 1.25);
  const chunks = powerOfTwo(Math.max(limits.pairs / 8, 4096));
  const contexts = layout.threads.length * regions.counters.length;

  const all = placer(FIRST);
  all.place('shared', 256);
  all.place('zeroes', 64);
  all.place('locals', layout.threads.length * program.locals.length * 4);
  all.place('kinds', regions.counters.length * 4);
  all.place('entries', layout.threads.length * 4);
  all.place('bootEntries', 3 * 4);
  all.place('conditionEntries', program.conditions.length * 4);
  all.place('conditionSometimes', program.conditions.length * 4);
  all.place('conditionSeen', program.conditions.length * 4);
  all.place('pools', layout.pools.length * 12);
  all.place('headers', layout.size);
  all.place('leaders', contexts * 4);
  all.place('usedContexts', contexts * 4);
  all.place('contexts', contexts * layout.size);
  all.place('roots', roots * 8);
  all.place('parents', roots * 4);
  all.place('evenLevel', roots * 4);
  all.place('oddLevel', roots * 4);
  all.place('pairs', pairs * 8);
  all.place('chunkTags', chunks * 4);
  all.place('chunks', chunks * CHUNK);
  all.place('lines', (limits.lines ?? 0) * 4);
  all.place('path', ((limits.path ?? 0) + 1) * FRAME_BYTES);
  const shared = new Set(Object.keys(parameters));

  const one = placer(0);
  one.place('work', leaves * CHUNK);
  one.place('control', CONTROL_BYTES);
  one.place('dirty', Math.ceil(leaves / 32) * 4);
  one.place('pristine', leaves * CHUNK);
  one.place('tree', leaves * 2 * 4);
  one.place('undo', leaves * 2 * 8 + 64);
  one.place('list', leaves * 4 + 64);
  one.place('others', (layout.threads.length + 1) * 4);
  one.place('log', LOG_ENTRIES * 8);
  const own = new Set(Object.keys(parameters).filter((name) => !shared.has(name)));

  Object.assign(parameters, {
    stateBytes: layout.size, leaves, dirtyWords: Math.ceil(leaves / 32), recordBytes: layout.recordBytes, threads: layout.threads.length,
    localSlots: program.locals.length, conditions: program.conditions.length, poolCount: layout.pools.length, pcs: regions.counters.length,
    pathFrames: limits.path ?? 0, rootMask: roots - 1, pairMask: pairs - 1, chunkMask: chunks - 1,
  });
  const workers = Array.from({ length: limits.workers }, (_, w) => all.end() + w * one.end());
  return {
    parameters, own, workers,
    limits: { states: limits.states, pairs: limits.pairs, chunks: chunks * 0.8 },
    pages: Math.ceil((all.end() + limits.workers * one.end()) / PAGE),
  };
}

function powerOfTwo(n: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(n, 4)));
}

/** A thread's first `left`. What the boot thread does at the end never comes where a thread of the scenario has no end. */
function rounds({ kind, repeat }: StepThread, { threads }: StepLayout, atTheEnd: number): number {
  if (kind === 'kthread') return LEFT.kthread;
  if (kind === 'boot') return threads.some((t) => t.repeat === FOREVER) ? 0 : atTheEnd;
  return repeat === FOREVER ? LEFT.forever : repeat;
}

/** Writes the tables, and into worker 0's working state the threads' records and the globals' initial values. */
export function initialiseSearch(words: Int32Array, program: Program, layout: StepLayout, regions: Regions, memory: StepMemory): void {
  const { parameters: p } = memory;
  const at = (name: string): number => (p[name]! + (memory.own.has(name) ? memory.workers[0]! : 0)) >>> 2;
  const atTheEnd = [program.entry.kernelExit, program.entry.teardown].filter((name) => name !== null);
  layout.threads.forEach((thread, t) => {
    for (const [slot, address] of thread.locals) words[at('locals') + t * program.locals.length + slot] = address;
    if (thread.fn) words[at('entries') + t] = regions.entry.get(thread.fn)!;
    const record = at('work') + (thread.record >> 2);
    words[record + (RECORD.id >> 2)] = t;
    words[record + (RECORD.instance >> 2)] = thread.instance;
    words[record + (RECORD.left >> 2)] = rounds(thread, layout, atTheEnd.length);
  });
  atTheEnd.forEach((fn, i) => (words[at('bootEntries') + 1 + i] = regions.entry.get(fn)!));
  regions.counters.forEach((pc, i) => (words[at('kinds') + i] = pc.kind));
  program.conditions.forEach((c, i) => {
    words[at('conditionEntries') + i] = regions.entry.get(c.fn)!;
    words[at('conditionSometimes') + i] = c.kind === 'sometimes' ? 1 : 0;
  });
  layout.pools.forEach((pool, i) => words.set([pool.base, pool.count, pool.stride], at('pools') + i * 3));
  words.set(layout.headers, at('headers'));
  for (const global of program.globals) if (global.initial !== 0) words[at('work') + (layout.globals[global.name]! >> 2)] = global.initial;
}
