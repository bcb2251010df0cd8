/** Where the search keeps what, in one WebAssembly memory. */
import type { Program } from '../ir.ts';
import { RECORD, type StepLayout } from './layout.ts';
import type { Regions } from './regions.ts';

const PAGE = 65536;
const CONTROL_BYTES = 256;
const CONTROL_BASE = 1024;

export interface StepLimits {
  /** States that can be stored; a power of two is used. */
  states: number;
  /** Pairs that can be stored. */
  pairs: number;
}

export interface StepMemory {
  /** `$param` values. */
  parameters: Record<string, number>;
  pages: number;
}

export function placeSearch(program: Program, layout: StepLayout, regions: Regions, limits: StepLimits): StepMemory {
  let at = CONTROL_BASE;
  const parameters: Record<string, number> = {};
  const place = (name: string, bytes: number): void => {
    parameters[name] = at;
    at = Math.ceil((at + bytes) / 64) * 64;
  };
  const leaves = powerOfTwo(layout.size / 4);
  const roots = powerOfTwo(limits.states * 1.5);
  const pairs = powerOfTwo(limits.pairs * 1.5);
  place('control', CONTROL_BYTES);
  place('locals', layout.threads.length * program.locals.length * 4);
  place('stops', regions.counters.length * 4);
  place('entries', layout.threads.length * 4);
  place('conditionEntries', program.conditions.length * 4);
  place('pools', layout.pools.length * 12);
  place('headers', layout.size);
  place('work', layout.size);
  place('pristine', leaves * 4);
  place('tree', leaves * 2 * 4);
  place('undo', leaves * 2 * 8);
  place('list', leaves * 4);
  place('roots', roots * 8);
  place('parents', roots * 4);
  place('actions', roots * 4);
  place('queue', roots * 4);
  place('pairs', pairs * 8);
  Object.assign(parameters, {
    stateBytes: layout.size, leaves, recordBytes: layout.recordBytes, threads: layout.threads.length,
    localSlots: program.locals.length, conditions: program.conditions.length,
    rootMask: roots - 1, pairMask: pairs - 1, stateLimit: limits.states, pairLimit: limits.pairs,
  });
  return { parameters, pages: Math.ceil(at / PAGE) };
}

function powerOfTwo(n: number): number {
  return 2 ** Math.ceil(Math.log2(Math.max(n, 4)));
}

/** Writes the tables, and into the working state the threads' records and the globals' initial values. */
export function initialiseSearch(words: Int32Array, program: Program, layout: StepLayout, regions: Regions, { parameters: p }: StepMemory): void {
  const at = (name: string): number => p[name]! >> 2;
  layout.threads.forEach((thread, t) => {
    for (const [slot, address] of thread.locals) words[at('locals') + t * program.locals.length + slot] = address;
    if (thread.fn) words[at('entries') + t] = regions.entry.get(thread.fn)!;
    const record = at('work') + (thread.record >> 2);
    words[record + (RECORD.id >> 2)] = t;
    words[record + (RECORD.instance >> 2)] = thread.instance;
    words[record + (RECORD.left >> 2)] = thread.kind === 'kthread' ? -1 : thread.repeat;
  });
  regions.counters.forEach((pc, i) => (words[at('stops') + i] = pc.stops ? 1 : 0));
  program.conditions.forEach((c, i) => (words[at('conditionEntries') + i] = regions.entry.get(c.fn)!));
  layout.pools.forEach((pool, i) => words.set([pool.base, pool.count, pool.stride], at('pools') + i * 3));
  words.set(layout.headers, at('headers'));
  for (const global of program.globals) if (global.initial !== 0) words[at('work') + (layout.globals[global.name]! >> 2)] = global.initial;
}
