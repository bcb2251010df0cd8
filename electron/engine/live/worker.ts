/** A thread of a live session: instantiates the compiled code over the shared memory and calls its exports when told to. */
import { once } from 'node:events';
import { parentPort } from 'node:worker_threads';
import { FAIL, type LiveExports, type LiveImports, STATUS, THREAD } from '../../../shared/dialect/live/abi.ts';
import { sessionClock } from './clock.ts';
import type { Failure, WorkerCall, WorkerMessage, WorkerSetup } from './protocol.ts';
import { beNice, ownThread } from './priority.ts';

class LiveFailure extends Error {
  constructor(
    readonly kind: number,
    readonly site: number,
    readonly a: number,
    readonly b: number,
  ) {
    super('live code stopped itself');
  }
}

const port = parentPort!;
// It may have started before there was a session.
const [{ module, memory, block, thread, instance, stop, origin, gate, nice }] = (await once(port, 'message')) as [WorkerSetup];
const words = new Int32Array(memory.buffer as SharedArrayBuffer);

words[(block + THREAD.osThread) / 4] = ownThread();
if (nice > 0) beNice(nice);

// The trace of a failure is how the person learns which calls led there.
Error.stackTraceLimit = 64;

const env = {
  memory,
  now: sessionClock(origin),
  fail: (kind: number, site: number, a: number, b: number): never => {
    throw new LiveFailure(kind, site, a, b);
  },
  block,
  thread,
  instance,
  stop,
} satisfies LiveImports;
const exports = new WebAssembly.Instance(module, { env }).exports as LiveExports;

function post(message: WorkerMessage): void {
  port.postMessage(message);
}

function setStatus(status: number): void {
  Atomics.store(words, (block + THREAD.status) / 4, status);
}

function failureOf(error: unknown): Failure {
  const trace = error instanceof Error ? (error.stack ?? '') : '';
  if (error instanceof LiveFailure) {
    const { kind, site, a, b } = error;
    return { type: 'fail', kind, site, a: a >>> 0, b: b >>> 0, trace };
  }
  return { type: 'trap', message: error instanceof Error ? error.message : String(error), trace };
}

/**
 * Bodies run before the loop around them is called anew. Engines begin with code that is quick to make, and a call that is
 * under way keeps it: only the next one gets the optimised code.
 */
const ROUNDS = 2000;

/** Runs a body's loop, in parts, until it is told to stop or has done `limit` rounds (0: any number); answers how many. */
function runRounds(run: LiveExports[string], limit: number): number {
  for (let done = 0; ; ) {
    const part = limit === 0 ? ROUNDS : Math.min(ROUNDS, limit - done);
    const did = run(part) ?? 0;
    done += did;
    if (did < part || done === limit) return done;
  }
}

port.on('message', ({ name, args, gated }: WorkerCall) => {
  if (gated) Atomics.wait(gate, 0, 0);
  try {
    const call = exports[name]!;
    const value = gated ? runRounds(call, args[0] ?? 0) : (call(...args) ?? 0);
    setStatus(STATUS.finished);
    post({ type: 'returned', value });
  } catch (error) {
    setStatus(error instanceof LiveFailure && error.kind === FAIL.stopped ? STATUS.stopped : STATUS.failed);
    post({ type: 'failed', failure: failureOf(error) });
  }
});

post({ type: 'ready' });
