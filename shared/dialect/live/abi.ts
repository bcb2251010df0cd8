/**
 * The contract between compiled live code and the engine that runs it: one shared memory, laid out here.
 *
 * ```
 *   0        1 MiB        + 12 KiB
 *   ├ null ──┼ control ───┼ thread blocks ───┼ globals ─┼ rings ─┼ free links ─┼ shadow ─┼ heap … ┤
 *     never    stop flag    one a thread:      (offsets below      a word a      a word a  objects,
 *     valid    locks        status, counters,   are given by       64-byte       64-byte   64-byte
 *              free lists   histograms, locals  LiveLayout)        granule       granule   aligned
 * ```
 */

/** Nothing lies below: a field of the largest struct there may be (`frontend/limits.ts`), reached through NULL, is still here. */
export const NULL_END = 1 << 20;

/** Control page: byte addresses of 32-bit words. */
export const CONTROL = {
  /** Scenario threads: 0 run, 1 end after the current iteration, 2 fail with `FAIL.stopped` at the next chance. */
  stop: NULL_END,
  /** Kernel threads: 0 run, 1 return, 2 as above. */
  kstop: NULL_END + 64,
  /** The lock of live `atomic` blocks: 0 free, else thread + 1. */
  atomicLock: NULL_END + 128,
  /** First heap byte not yet given to any slab (advanced by atomic add). */
  heapNext: NULL_END + 192,
  /** Allocations that returned NULL because the heap was exhausted. */
  allocFailures: NULL_END + 256,
  /** The site of the first of them. */
  allocFailure: NULL_END + 264,
  /** With `whenFull: 'pause'`: 1 keeps threads from beginning their next body; whoever drains the rings sets it to 0 and notifies. */
  gate: NULL_END + 260,
  /** Per struct (by index): lock word and head of the shared free list, 64 bytes each, from here on. */
  freeLists: NULL_END + 320,
} as const;

export const THREADS_BASE = NULL_END + 12288;

/** Offsets in a thread's block, in bytes. */
export const THREAD = {
  /** One of `STATUS`. */
  status: 0,
  /** Address the thread sleeps or polls on. */
  waitAddress: 4,
  /** Site of that wait. */
  waitSite: 8,
  /** Bodies finished (u32, wraps). */
  iterations: 12,
  /** State of `pick`'s xorshift32 generator; seeded by the engine, never 0. */
  random: 16,
  /** Counts latency samples in throughput mode. */
  sampling: 20,
  /** Trace ring, producer's side: events written since the start, and events dropped (u32, wrap). */
  ringHead: 24,
  ringDropped: 28,
  /** How often the thread has looked at the condition it waits for now. */
  polls: 32,
  /** How often the thread has gone to sleep (u32, wraps). 36 is what full barriers add 0 to. */
  sleeps: 40,
  /** The number by which the operating system knows the thread; 0: not known. Written by its worker. */
  osThread: 44,
  /** Trace ring, consumer's side, on a cache line of its own: events consumed (u32, wraps). */
  ringTail: 64,
  /** Counters: one i64 each. */
  counters: 128,
} as const;

export const STATUS = { idle: 0, running: 1, sleeping: 2, polling: 3, finished: 4, failed: 5, stopped: 6 } as const;

/** Why live code stopped itself: first argument of the import `fail(kind, site, a, b)`. */
export const FAIL = {
  /** a: index into `LiveImage.messages`. */
  assert: 1,
  /** a: the address touched, b: its shadow word (see SHADOW). */
  useAfterFree: 2,
  /** a: the address. */
  nullPointer: 3,
  wildPointer: 4,
  /** a: index, b: length. */
  bounds: 5,
  /** The engine asked for it (`CONTROL.stop` = 2). */
  stopped: 6,
  /** `free` of something that is not an allocated object. a: address, b: shadow word. */
  badFree: 7,
  /** Poison was overwritten while the object lay in quarantine. a: address, b: shadow word. */
  writeAfterFree: 8,
  divisionByZero: 9,
  /** A static callback that is NULL or not one. a: its value. */
  badCallback: 10,
} as const;

/**
 * A granule's shadow word.
 * ```
 *   bits 0-1   2-8       9        10-25    26-31
 *   state      thread    inner    site     struct index
 * ```
 * `thread` and `site` are who allocated it, or who freed it last; `inner`: no object begins here.
 */
export const SHADOW = { wild: 0, allocated: 1, freed: 2 } as const;
export const GRANULE = 64;

export function shadowState(word: number): number { return word & 3; }
export function shadowThread(word: number): number { return (word >>> 2) & 0x7f; }
export function shadowInner(word: number): boolean { return (word & 0x200) !== 0; }
export function shadowSite(word: number): number { return (word >>> 10) & 0xffff; }
export function shadowStruct(word: number): number { return word >>> 26; }

/** What freed memory is filled with, word by word. */
export const POISON = 0x6b6b6b6b;

/** A latency histogram: i64 sum (ns), i64 count, u32 max, padding, then `buckets` u32 counts. */
export const HISTOGRAM = { sum: 0, count: 8, max: 16, buckets: 24, bucketCount: 128, bytes: 24 + 128 * 4 } as const;

/** The bucket of a value in ns (u32): four buckets for each power of two. */
export function histogramBucket(ns: number): number {
  if (ns < 4) return ns;
  const octave = 31 - Math.clz32(ns);
  return octave * 4 + ((ns >>> (octave - 2)) & 3) - 4;
}

/** The smallest value (ns) of a bucket: the inverse of `histogramBucket`. */
export function bucketStart(bucket: number): number {
  if (bucket < 4) return bucket;
  const octave = (bucket + 4) >> 2;
  return 2 ** octave + ((bucket + 4) & 3) * 2 ** (octave - 2);
}

/** Where everything lies for one program; all addresses and sizes in bytes. */
export interface LiveLayout {
  threadCount: number;
  threadStride: number;
  /** Offset of histogram 0 in a thread's block; then HISTOGRAM.bytes each. */
  histograms: number;
  /** Offset of the thread's copy of each `local<T>()` slot in its block. */
  localSlots: number[];
  /** Offset of the per-struct quarantine rings in a thread's block. */
  quarantine: number;
  ringBase: number;
  /** Events in one thread's ring: a power of two. 0 in throughput mode. */
  ringEvents: number;
  /** Address of a table of words: bytes that an object of each struct occupies. */
  sizes: number;
  /** End of thread blocks and globals, which the shadow marks as always valid. */
  staticEnd: number;
  /** Address of each global, by name. */
  globals: Record<string, number>;
  /** Address of a word for each granule of the heap: what follows the object there in a shared free list. */
  freeLinks: number;
  shadowBase: number;
  heapBase: number;
  heapEnd: number;
  /** Struct names by index (SHADOW). */
  structNames: string[];
  /** Wasm pages of 64 KiB. */
  pages: number;
}

/** The code's imports, module `env`. */
export interface LiveImports {
  /** The shared `WebAssembly.Memory` (shared code has no such type). */
  memory: object;
  /** Nanoseconds since the session started. */
  now(): number;
  /** Throws. */
  fail(kind: number, site: number, a: number, b: number): never;
  /** Address of this thread's block; its number; its instance within its declaration. */
  block: number;
  thread: number;
  instance: number;
  /** Address of the thread's stop word: `CONTROL.stop`, or `CONTROL.kstop` for a kernel thread. */
  stop: number;
}

/**
 * The code's exports: `kernel_init`, `setup`, `teardown`, `kernel_exit` (each only if the program has it),
 * `run_0 … run_{n-1}(limit: i32): i32` for `Program.threads` (runs the body until told to stop, or `limit` times when it
 * is not 0; returns how often), and `condition_0 … (): i32` for `Program.conditions`.
 */
export type LiveExports = Record<string, (...args: number[]) => number | void>;
