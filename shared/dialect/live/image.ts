/** What the live backend makes: code, and everything an engine needs to run it and to say what happened. */
import type { Program } from '../ir.ts';
import type { InlineLimits } from '../passes/inline.ts';
import type { LiveLayout } from './abi.ts';

export interface LiveOptions {
  /** `trace`: tracepoints write to rings, every latency is measured. `throughput`: counters and sampled latencies only. */
  mode: 'trace' | 'throughput';
  /**
   * `full`: each access is checked against the shadow, so touching freed, wild or null memory is reported where it
   * happens. `quarantine`: only frees are checked, and writes to freed memory are found when it leaves quarantine.
   */
  checks: 'full' | 'quarantine';
  /** Whether the processor is weakly ordered (default true; hosts on x86 say false): see `EmitContext.weak`. */
  weak?: boolean;
  /**
   * In trace mode, when a thread's ring fills up: `drop` events and count them, or `pause` all threads, each before its
   * next body, until the rings have been read, which shows on their lanes as `tracer`. Default `drop`.
   */
  whenFull?: 'drop' | 'pause';
  /** Events a thread's ring holds; a power of two, default 65536. */
  ringEvents?: number;
  /** How much is inlined; `LIVE_LIMITS` unless told. */
  inline?: InlineLimits;
}

export interface LiveImage {
  wasm: Uint8Array<ArrayBuffer>;
  layout: LiveLayout;
  options: LiveOptions;
  program: Program;
  /** `[module offset, site, …]` of every call, ascending: what a frame of a stack trace means in the sources. */
  callSites: Uint32Array;
  /** Texts of `assert`s, by the index that `fail` gets. */
  messages: string[];
}
