/** A session's figures over time, a row for each sample; and its latency histograms, a row for each bucket. */
import { bucketStart } from '../../../dialect/live/abi.ts';
import { histogramBetween, percentile } from '../../../trace/histogram.ts';
import type { HistogramSample, SessionSample } from '../../../trace/session.ts';
import type { SessionSubject } from '../subjects.ts';
import { csvRow, type Cell } from './rows.ts';

/** What is told of the latencies between two samples. */
const LATENCIES: [string, (h: HistogramSample) => Cell][] = [
  ['count', (h) => h.count],
  ['mean ns', (h) => (h.count > 0 ? h.sum / h.count : null)],
  ['p50 ns', (h) => (h.count > 0 ? percentile(h, 0.5) : null)],
  ['p90 ns', (h) => (h.count > 0 ? percentile(h, 0.9) : null)],
  ['p99 ns', (h) => (h.count > 0 ? percentile(h, 0.99) : null)],
];

/** Counters, live objects and the heap are totals; latencies are those since the row before. */
export async function* countersToCsv({ meta: { session }, structs, samples }: SessionSubject): AsyncGenerator<string> {
  let before: SessionSample | undefined;
  yield csvRow([
    'time s', 'phase', 'threads asleep', 'iterations', 'events lost', 'heap bytes', ...session.counters, ...structs.map((struct) => `${struct} alive`),
    ...session.histograms.flatMap((name) => LATENCIES.map(([what]) => `${name} ${what}`)),
  ]);
  for await (const sample of samples()) {
    yield csvRow([
      sample.time / 1e9, sample.phase, sample.threads.filter((t) => t.status === 'sleeping').length, total(sample, 'iterations'), total(sample, 'dropped'), sample.heap.used,
      ...session.counters.map((_, i) => sample.counters[i] ?? null),
      ...structs.map((struct) => sample.objects.find((o) => o.struct === struct)?.count ?? 0),
      ...session.histograms.flatMap((_, i) => latencies(sample.histograms[i], before?.histograms[i])),
    ]);
    before = sample;
  }
}

/** All latencies of the session, in buckets that are not empty: from … (included) to … (excluded). */
export function* histogramsToCsv({ meta: { session }, result }: SessionSubject): Generator<string> {
  yield csvRow(['histogram', 'from ns', 'to ns', 'count']);
  for (const [i, name] of session.histograms.entries()) {
    for (const [bucket, count] of (result.final.histograms[i]?.buckets ?? []).entries()) {
      if (count > 0) yield csvRow([name, bucketStart(bucket), bucketStart(bucket + 1), count]);
    }
  }
}

function total({ threads }: SessionSample, what: 'iterations' | 'dropped'): number {
  return threads.reduce((sum, thread) => sum + thread[what], 0);
}

function latencies(now: HistogramSample | undefined, before: HistogramSample | undefined): Cell[] {
  if (!now) return LATENCIES.map(() => null);
  const part = before ? histogramBetween(before, now) : now;
  return LATENCIES.map(([, value]) => value(part));
}
