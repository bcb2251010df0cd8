/**
 * The state vector: everything a schedule can change, as words.
 *
 * ```
 *   0      64                                                                            bytes
 *   ├ null ┼ thread record 0 ┼ … ┼ locals of thread 0 ┼ … ┼ globals ┼ pool of struct A ┼ … ┤
 *            pc, left, wait,         header, object, …                header, object, header, object, …
 *            frames
 * ```
 * Behind the last pool: what a weaker memory model needs (runtime/tso.ts, runtime/views.ts).
 *
 * The first word is 1, so that no state is all zeros. A place's offset here is its address in the program, so pointers are stored as they are. Thread 0 is the boot thread;
 * one more record behind the last is the observer that evaluates conditions.
 */
import { callGraph, reachable } from '../passes/call-graph.ts';
import type { Program } from '../ir.ts';
import { WORD } from '../layout.ts';
import { bufferOwner } from './weak/store-buffers.ts';
import { weakBytes } from './weak/models.ts';

export const RECORD = { pc: 0, left: 4, wait: 8, frames: 12 } as const;
/** A record's `left`, where it is no number of rounds: the thread never ends. A kernel thread may come to rest, one of the scenario's may not. */
export const LEFT = { kthread: -1, forever: -2 } as const;
/** Before the first record: NULL points there, and its words stand for those who sleep somewhere (runtime/access.ts). */
export const NULL_BYTES = 64;
/** Bytes of what the search stores as one (runtime/store.ts). Things that change together lie in as few as possible. */
export const CHUNK = 32;

/** States of an object's header word. That of a `local<T>()` is clean where its function does not run. */
export const OBJECT = { clean: 0, allocated: 1, freed: 2 } as const;
/** Header table entry of words that need no header and are always valid; 0: never valid. */
export const STATIC = 1;

export interface Pool {
  struct: string;
  /** Address of the first header; then `count` × (header, object). */
  base: number;
  count: number;
  stride: number;
}

export interface StepThread {
  name: string;
  kind: 'boot' | 'thread' | 'kthread' | 'observer';
  instance: number;
  /** The function it runs; null for the boot thread and the observer, which are told. */
  fn: string | null;
  /** How often it runs its body, or FOREVER. */
  repeat: number;
  record: number;
  /** Address of each `local<T>()` slot it can reach; its header lies before it. */
  locals: Map<number, number>;
  /** Where these lie, one behind the other. */
  own: Stretch;
}

/** Whole chunks of the state; none where there is nothing. */
export interface Stretch {
  from: number;
  bytes: number;
}

export interface StepLayout {
  threads: StepThread[];
  recordBytes: number;
  /** Before it no word is valid: all that the largest struct has lies there when its pointer is NULL. */
  nullBytes: number;
  globals: Record<string, number>;
  /** Where these begin, behind the locals of all threads. */
  globalsFrom: number;
  pools: Pool[];
  /** As `thread_count` has it: the program's threads, with the boot thread. */
  threadCount: number;
  /** Where what a weaker memory model needs begins. */
  weak: number;
  /** Bytes of the state vector: whole chunks. */
  size: number;
  /** For each word: 0, STATIC, or the address of its object's header. */
  headers: Uint32Array;
}

/** `frameWords`: words of the frames of all functions together. `poolSize`: objects of each struct. */
export function layoutStep(program: Program, frameWords: number, poolSize: number): StepLayout {
  const graph = callGraph(program.functions, program.callbacks);
  const threads: StepThread[] = [];
  const recordBytes = chunks(RECORD.frames + frameWords * WORD);
  let at = NULL_BYTES;
  const add = (thread: Omit<StepThread, 'record' | 'locals' | 'own'>): void => {
    threads.push({ ...thread, record: at, locals: new Map(), own: { from: 0, bytes: 0 } });
    at += recordBytes;
  };
  add({ name: 'boot', kind: 'boot', instance: 0, fn: null, repeat: 1 });
  for (const t of program.threads) {
    for (let instance = 0; instance < t.instances; instance++) {
      add({ name: t.instances > 1 ? `${t.name}/${instance}` : t.name, kind: t.kind, instance, fn: t.fn, repeat: t.repeat });
    }
  }
  add({ name: 'observer', kind: 'observer', instance: 0, fn: null, repeat: 1 });
  const nullBytes = Math.max(NULL_BYTES, ...[...program.structs.values()].map(({ size }) => chunks(size)));
  at = Math.max(at, nullBytes);
  const bootRoots = Object.values(program.entry).filter((n) => n !== null);
  for (const thread of threads) {
    const roots = thread.fn ? [thread.fn] : thread.kind === 'boot' ? bootRoots : program.conditions.map((c) => c.fn);
    const slots = new Set([...reachable(graph, roots)].flatMap((name) => localSlots(program, name)));
    const from = at;
    for (const slot of [...slots].sort((a, b) => a - b)) {
      at += WORD;
      thread.locals.set(slot, at);
      at += program.locals[slot]!.size;
    }
    at = chunks(at);
    thread.own = { from, bytes: at - from };
  }
  const globals: Record<string, number> = {};
  const globalsFrom = at;
  for (const global of program.globals) {
    globals[global.name] = at;
    at += global.size;
  }
  const taken = allocated(program);
  const pools: Pool[] = [...program.structs.values()].filter((s) => taken.has(s.name)).map((s) => {
    at = chunks(at);
    const pool = { struct: s.name, base: at, count: poolSize, stride: s.size + WORD };
    at += pool.stride * poolSize;
    return pool;
  });
  const weak = chunks(at);
  const size = weak + chunks(weakBytes(program.memory, threads.length));
  const threadCount = threads.filter((t) => t.kind !== 'observer' && bufferOwner(t) === null).length;
  return { threads, recordBytes, nullBytes, globals, globalsFrom, pools, threadCount, weak, size, headers: headerTable(threads, globals, program, pools, size) };
}

function chunks(bytes: number): number {
  return Math.ceil(bytes / CHUNK) * CHUNK;
}

function localSlots(program: Program, name: string): number[] {
  return (program.functions.get(name)?.blocks ?? []).flatMap((b) => b.instrs.flatMap((i) => (i.op === 'localAddress' || i.op === 'localEnd' ? [i.slot] : [])));
}

function allocated(program: Program): Set<string> {
  const found = new Set<string>();
  for (const fn of program.functions.values()) for (const b of fn.blocks) for (const i of b.instrs) if (i.op === 'alloc') found.add(i.struct);
  return found;
}

function headerTable(threads: StepThread[], globals: Record<string, number>, program: Program, pools: Pool[], size: number): Uint32Array {
  const headers = new Uint32Array(size / WORD);
  const mark = (from: number, bytes: number, value: number): void => void headers.fill(value, from / WORD, (from + bytes) / WORD);
  for (const t of threads) for (const [slot, address] of t.locals) mark(address, program.locals[slot]!.size, address - WORD);
  for (const g of program.globals) mark(globals[g.name]!, g.size, STATIC);
  for (const pool of pools) {
    for (let i = 0; i < pool.count; i++) {
      const header = pool.base + i * pool.stride;
      mark(header + WORD, pool.stride - WORD, header);
    }
  }
  return headers;
}
