/** One variant under mixed operations. Bundled by operations.mjs. */
import { buildScenario } from '../../../electron/engine/compile.ts';
import { createLiveSession } from '../../../electron/engine/live/session.ts';
import { countersByName, faultPaths } from '../../../shared/report/fault-paths.ts';

export interface MixedRun {
  protocol: string;
  /** How many were done, by all threads. */
  operations: number;
  faults: number;
  runMs: number;
  /** Violations, what is left at the end, counters that do not add up: a sentence each; none if all is well. */
  found: string[];
  /** By name. */
  counters: Record<string, number>;
}

/** A machine that is busy with other things must not look like a deadlock. */
const PATIENT = { deadlockMs: 60_000, hungMs: 120_000, loopMs: 120_000 };

/** Threads draw their operations, each as many as the others. */
export async function runMixed(text: string, protocol: string, { operations, seed, workerUrl }: { operations: number; seed: number; workerUrl: URL }): Promise<MixedRun> {
  const { image, diagnostics } = buildScenario({ scenario: { path: 'operations.scenario.ts', text }, protocol }, { mode: 'throughput', checks: 'quarantine' });
  if (!image) throw new Error(diagnostics.map((d) => `${d.file}:${d.line}: ${d.message}`).join('\n'));
  const iterations = Math.ceil(operations / Number(image.program.config['THREADS']));
  const { final, outcome, ended, runMs, diagnoses, checks } = await createLiveSession({ image, workerUrl, seed, iterations, limits: PATIENT }).result;
  const counters = countersByName(image.program.counters, final.counters);
  const faults = faultPaths(counters)!;
  const found = diagnoses.map(({ message, stack }) => [message, ...stack.map(({ fn, file, line }) => `${fn} (${file}:${line})`)].join(' < '));
  if (outcome !== 'violated') {
    if (ended !== 'iterations') found.push(`it ended before all were done: ${ended} ${checks.note}`);
    if (checks.leaks === null) found.push('nobody has looked for leaks');
    if (!faults.identity.holds) found.push(`${faults.total} faults ended in ${faults.identity.sum} ways`);
  }
  // No mistake, but then less was done than is said.
  if (final.heap.failures > 0) found.push(`memory was exhausted ${final.heap.failures} times`);
  return {
    protocol, runMs, found,
    operations: final.threads.slice(1, 1 + Number(image.program.config['THREADS'])).reduce((sum, { iterations: n }) => sum + n, 0),
    faults: faults.total,
    counters: Object.fromEntries(counters),
  };
}
