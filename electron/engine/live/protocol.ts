/** What the session and its worker threads say to each other. */

/** The first that a worker is told. */
export interface WorkerSetup {
  module: WebAssembly.Module;
  memory: WebAssembly.Memory;
  /** Address of the thread's block. */
  block: number;
  thread: number;
  instance: number;
  /** Address of its stop word. */
  stop: number;
  /** The session's origin (`processTime()`). */
  origin: bigint;
  /** One shared word: 0 until the threads may start, so that all start at once. */
  gate: Int32Array;
  /** See priority.ts. */
  nice: number;
}

/**
 * Calls an export of the code. A thread runs one call at a time. `gated`: the export is a body's loop (`run_…`), to be begun
 * when the gate opens; its argument is how often it goes around, 0 for as long as the session lasts.
 */
export interface WorkerCall {
  name: string;
  args: number[];
  gated: boolean;
}

/** How a call ended badly. */
export type Failure =
  /** The code stopped itself: arguments of the import `fail`, and where the engine stood (a JavaScript stack trace). */
  | { type: 'fail'; kind: number; site: number; a: number; b: number; trace: string }
  /** WebAssembly stopped it. */
  | { type: 'trap'; message: string; trace: string }
  /** The worker itself is gone. */
  | { type: 'died'; message: string };

export type WorkerMessage =
  | { type: 'ready' }
  | { type: 'returned'; value: number }
  | { type: 'failed'; failure: Failure };

export type CallOutcome = { ok: true; value: number } | { ok: false; failure: Failure };
