/** What tracing costs: the same scenario, shortly, with and without, in alternation so that both see the same machine. */
import { buildScenario, type ScenarioInput } from '../compile.ts';
import type { LiveImage, LiveOptions } from '../../../shared/dialect/compile.ts';
import { createLiveSession } from './session.ts';

export interface OverheadOptions {
  workerUrl: URL;
  seed: number;
  /** Pairs of runs, and the time of each run, ms. */
  rounds: number;
  roundMs: number;
  /** Of both modes: what is compared is tracing alone. */
  checks?: LiveOptions['checks'];
  /** Ends the runs; then it throws, too. */
  signal?: AbortSignal;
}

export interface TracingOverhead {
  /** Medians of faults (iterations, where a scenario has no faults) per second. */
  trace: number;
  throughput: number;
  /** trace / throughput of each pair, its median. */
  ratio: number;
}

/** Throws when the scenario does not compile or a run does not end well. */
export async function tracingOverhead(input: ScenarioInput, options: OverheadOptions): Promise<TracingOverhead> {
  const build = (mode: LiveOptions['mode']): LiveImage => {
    const { image, diagnostics } = buildScenario(input, { mode, checks: options.checks ?? 'quarantine' });
    if (!image) throw new Error(`the scenario does not compile: ${diagnostics[0]?.message}`);
    return image;
  };
  const images = { trace: build('trace'), throughput: build('throughput') };
  const trace: number[] = [];
  const throughput: number[] = [];
  for (let round = 0; round < options.rounds; round++) {
    throughput.push(await rate(images.throughput, options));
    trace.push(await rate(images.trace, options));
  }
  const ratios = trace.map((value, round) => value / throughput[round]!);
  return { trace: median(trace), throughput: median(throughput), ratio: median(ratios) };
}

async function rate(image: LiveImage, { workerUrl, seed, roundMs, signal }: OverheadOptions): Promise<number> {
  const result = await createLiveSession({ image, workerUrl, seed, durationMs: roundMs, ...(signal && { signal }) }).result;
  if (signal?.aborted) throw new Error('it was interrupted');
  if (result.outcome !== 'ok') throw new Error(`a run ended ${result.outcome}: ${result.diagnoses[0]?.message ?? result.checks.note}`);
  const faults = result.final.counters[image.program.counters.indexOf('FAULT')] ?? 0;
  const work = faults > 0 ? faults : result.final.threads.reduce((sum, { iterations }) => sum + iterations, 0);
  return (work * 1000) / result.runMs;
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}
