/**
 * What a live session tells its watchers (the window, the command line, a recording): once at the start, some twenty
 * times a second while it runs, and at its end. Plain data that survives structured cloning.
 */
import type { Site } from '../dialect/ir.ts';
import type { FieldType, StructLayout } from '../dialect/layout.ts';

export interface ThreadInfo {
  /** The thread's number: `this_thread()`, its lane, and the `thread` of its trace events. 0 is the boot thread. */
  index: number;
  /** As declared; with several instances `name/0`, `name/1`, … */
  name: string;
  kind: 'boot' | 'thread' | 'kthread';
}

export interface SessionMeta {
  title: string;
  protocol: string;
  config: Record<string, boolean | number>;
  mode: 'trace' | 'throughput';
  checks: 'full' | 'quarantine';
  seed: number;
  sourceHash: string;
  /** ISO 8601. */
  startedAt: string;
  threads: ThreadInfo[];
  /** Names by the index that trace events, samples and histograms use. */
  events: string[];
  counters: string[];
  histograms: string[];
  sites: Site[];
  structs: StructLayout[];
  /** Where the program's global variables lie; `size` in bytes. */
  globals: { name: string; address: number; size: number; type: FieldType }[];
  /** Names of the static callbacks by their value; 0 is none. */
  callbacks: string[];
}

/** A latency histogram over all threads; times in ns. Buckets as `histogramBucket` in dialect/live/abi.ts. */
export interface HistogramSample {
  count: number;
  sum: number;
  max: number;
  buckets: Uint32Array;
}

/** One object of the kernel heap, read while threads run: fields may be from slightly different times. */
export interface ObjectSample {
  struct: string;
  address: number;
  /** Its words in order; fields by `StructLayout`. */
  words: Uint32Array;
  /** Whose stack it lies on; none: it is the heap's. */
  thread?: number | undefined;
}

export interface ThreadSample {
  /** `stopped`: it was cut off where it was, as the session had to end. */
  status: 'idle' | 'running' | 'sleeping' | 'polling' | 'finished' | 'failed' | 'stopped';
  iterations: number;
  /** Where it sleeps or polls: index into `SessionMeta.sites`, or -1. */
  waitSite: number;
  waitAddress: number;
  /** How long it has been waiting there, ms; 0 when it is not. */
  waitedMs: number;
  /** Events lost because the ring was full. */
  dropped: number;
}

export interface SessionSample {
  /** ns since the session started. */
  time: number;
  phase: 'setup' | 'running' | 'stopping' | 'teardown';
  threads: ThreadSample[];
  /** Totals over all threads, by counter. */
  counters: number[];
  histograms: HistogramSample[];
  /** Live objects of each struct that has any. */
  objects: { struct: string; count: number }[];
  /** Live objects of the structs that the watcher asked for, the first thousands of them. */
  snapshot: ObjectSample[];
  /** The program's global variables, where the watcher asked for them. */
  globals: { name: string; words: Uint32Array }[];
  /** The kernel heap: bytes given out so far and in all, and the allocations that failed because it was full. */
  heap: { used: number; size: number; failures: number };
}

export interface StackFrame {
  fn: string;
  file: string;
  line: number;
  column: number;
}

export type DiagnosisKind =
  | 'assertion' | 'condition' | 'use-after-free' | 'write-after-free' | 'bad-free' | 'null-pointer' | 'wild-pointer' | 'bounds'
  | 'division-by-zero' | 'bad-callback' | 'leak' | 'deadlock' | 'hung-thread' | 'infinite-loop' | 'crash';

export interface Diagnosis {
  kind: DiagnosisKind;
  /** One sentence: what happened, in which thread, where. */
  message: string;
  thread: string;
  /** Innermost first; calls that the compiler inlined included. Empty when unknown. */
  stack: StackFrame[];
  /** Further facts, a sentence each: who freed the object and where, what every other thread was doing. */
  details: string[];
  /** Of threads that are stuck: what each waits for that waits for something that has a name. */
  waits: Wait[];
  /** Threads that wait for each other, round and round; empty: none are known to. */
  cycle: CycleLink[];
}

/** What a stuck thread waits for, and who is in its way. */
export interface Wait {
  thread: string;
  /** By the kernel's name, and what it is the lock of: `vm_lock of VMA 0x1000–0x2000`; or `a grace period`. */
  lock: string;
  /** Null of what is not locked. */
  wants: 'read' | 'write' | null;
  /** How it is held, in words: `held by 2 readers`. */
  state: string;
  /** Who holds it, as far as that is known. */
  holders: Holder[];
  /** Who stands before it in line, where that keeps it waiting. */
  behind: string[];
  waitedMs: number;
  /** Where it waits, innermost first. */
  stack: StackFrame[];
}

export interface Holder {
  thread: string;
  /** False: of readers the last to get in, as the semaphore has it; it may have left. */
  sure: boolean;
  /** Where it took the lock, innermost first; empty: not known, as only a trace says. */
  stack: StackFrame[];
}

/** The thread waits for the lock, which the next one holds, or waits for before it; the last one waits for the first. */
export interface CycleLink {
  thread: string;
  lock: string;
  /** Whether it is certain that it is the next one. */
  sure: boolean;
}

export interface SessionResult {
  /** `ok`: ran to its end, all checks hold. `violated`: see `diagnoses`. `inconclusive`: ended before checks could be made, or the kernel heap was full. */
  outcome: 'ok' | 'violated' | 'inconclusive';
  diagnoses: Diagnosis[];
  /** Why it ended. */
  ended: 'duration' | 'iterations' | 'stopped' | 'diagnosis';
  /** Time the scenario's threads ran, ms. */
  runMs: number;
  final: SessionSample;
  /** What the checks at the end covered: `leaks` is null when threads had to be cut off, with the reason. */
  checks: { leaks: { struct: string; count: number }[] | null; conditions: { name: string; holds: boolean }[]; note: string };
}
