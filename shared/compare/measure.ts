/** What one live run of a load yields, between two of its samples. */
import { percentile, histogramBetween } from '../trace/histogram.ts';
import type { SessionMeta, SessionSample } from '../trace/session.ts';
import { countersByName } from '../report/fault-paths.ts';

/** What is counted to say how fast a load is. */
export type Unit = 'faults' | 'iterations';

export interface Measure {
  /** Faults a second; 0 where the load has none. */
  faults: number;
  /** Iterations of the threads, a second. */
  iterations: number;
  /** Each counter, a second. */
  counters: Record<string, number>;
  /** Times in ns, by histogram; those without a measure are left out. */
  latencies: Record<string, Latency>;
}

export interface Latency {
  /** Measured ones: in throughput mode only some are. */
  samples: number;
  p50: number;
  p90: number;
  p99: number;
}

/** Counters that only grow: what happened between the samples, which belong to one session. */
export function measureBetween({ counters, histograms }: Pick<SessionMeta, 'counters' | 'histograms'>, from: SessionSample, to: SessionSample): Measure {
  const seconds = (to.time - from.time) / 1e9;
  const before = countersByName(counters, from.counters);
  const rates = Object.fromEntries([...countersByName(counters, to.counters)].map(([name, value]) => [name, (value - before.get(name)!) / seconds]));
  const iterations = ({ threads }: SessionSample): number => threads.reduce((sum, thread) => sum + thread.iterations, 0);
  return {
    faults: rates['FAULT'] ?? 0,
    iterations: (iterations(to) - iterations(from)) / seconds,
    counters: rates,
    latencies: Object.fromEntries(histograms.flatMap((name, i) => {
      const part = histogramBetween(from.histograms[i]!, to.histograms[i]!);
      return part.count > 0 ? [[name, { samples: part.count, p50: percentile(part, 0.5), p90: percentile(part, 0.9), p99: percentile(part, 0.99) }]] : [];
    })),
  };
}

/** Whether nothing at all happened in it: on a machine that is busy a load may get no processor, and that says nothing of the load. */
export function isIdle({ iterations, counters }: Measure): boolean {
  return iterations === 0 && Object.values(counters).every((rate) => rate === 0);
}
