/** The kernel on real worker threads: a scenario of the test's own, run by the live engine and bounded by iterations. */
import { expect } from 'vitest';
import { createLiveSession } from '../../../electron/engine/live/session.ts';
import type { LiveSessionOptions } from '../../../electron/engine/live/options.ts';
import { emitLive, type CheckResult, type LiveOptions } from '../../../shared/dialect/compile.ts';
import { cycleText, lockText } from '../../../shared/report/wait-text.ts';
import type { SessionResult } from '../../../shared/trace/session.ts';
import { checkSnippet, type SnippetOptions } from '../dialect/run-live.ts';

export interface ThreadsRun {
  result: SessionResult;
  /** Totals over all threads, by name; those that the program does not have are undefined. */
  counters: Record<string, number>;
  /** What was found, one sentence each. */
  findings: string[];
}

export interface ThreadsOptions extends Pick<SnippetOptions, 'protocol' | 'config'>, Partial<LiveOptions>, Pick<LiveSessionOptions, 'limits'> {
  /** How often each thread runs its body; once unless told. */
  iterations?: number;
  seed?: number;
}

const workerUrl = new URL('../../../out/main/live-worker.js', import.meta.url);

/** A machine that is busy with other things must not look like a deadlock. */
const PATIENT = { deadlockMs: 30_000, hungMs: 50_000, loopMs: 50_000 };

export async function runOnThreads(text: string, options: ThreadsOptions = {}): Promise<ThreadsRun> {
  const { protocol, config, iterations = 1, seed = 1, limits = PATIENT, mode = 'throughput', checks = 'full', ringEvents = 4096 } = options;
  const { program, diagnostics } = checkedOnce(text, { ...(protocol !== undefined && { protocol }), ...(config && { config }) });
  if (!program) throw new Error(diagnostics.map((d) => `${d.file}:${d.line}:${d.column} ${d.message}`).join('\n'));
  const image = emitLive(program, { mode, checks, ringEvents, weak: process.arch !== 'x64' });
  const result = await createLiveSession({ image, workerUrl, seed, iterations, limits }).result;
  const counters = Object.fromEntries(program.counters.map((name, i) => [name, result.final.counters[i] ?? 0]));
  return { result, counters, findings: result.diagnoses.map((d) => [d.message, ...d.waits.map(lockText), cycleText(d.cycle) ?? '', ...d.details].join('\n')) };
}

let last: { key: string; checked: CheckResult } | undefined;

/** Several runs of the same, one after the other, are compiled once. */
function checkedOnce(text: string, options: Pick<SnippetOptions, 'protocol' | 'config'>): CheckResult {
  const key = JSON.stringify([text, options]);
  if (last?.key !== key) last = { key, checked: checkSnippet(text, { kernel: true, ...options }) };
  return last.checked;
}

/** Runs a scenario that must end well: nothing found, nothing left allocated. Returns its counters. */
export async function expectFine(text: string, options: ThreadsOptions = {}): Promise<Record<string, number>> {
  const { result, counters, findings } = await runOnThreads(text, options);
  expect(findings).toEqual([]);
  expect(result).toMatchObject({ outcome: 'ok', ended: 'iterations', checks: { leaks: [] } });
  return counters;
}

/**
 * For sequences that threads go through step by step: `enter(n)` begins stage n, which must be the next one, and
 * `await_stage(n)` waits for it. `await_asleep(task)` waits until a task is about to sleep in schedule().
 */
export const STAGES = `
let stage: int;
function enter(n: int): void { assert(stage === n - 1, 'the test goes through its stages in order'); smp_store_release(stage, n); }
function await_stage(n: int): void { wait_until(() => smp_load_acquire(stage) >= n); }
function await_asleep(task: int): void { wait_until(() => READ_ONCE(init_tasks[task].on_cpu) === 0); }
`;
