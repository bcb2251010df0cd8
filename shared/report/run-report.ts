/** The report of a run: what `faultline run --json` prints and a recording keeps. docs/json-output.md describes it for people. */
import { z } from '../ipc/schema.ts';
import { diagnosisSchema } from '../ipc/session.ts';
import type { SessionMeta, SessionResult } from '../trace/session.ts';
import { percentile } from '../trace/histogram.ts';
import { countersByName, faultPaths } from './fault-paths.ts';

const RUN_REPORT_VERSION = 1;

const count = z.number().min(0);
const name = z.string();
const structCounts = z.array(z.object({ struct: name, count }));

export const runReportSchema = z.object({
  schema: z.literal('faultline.run'),
  version: z.literal(RUN_REPORT_VERSION),
  /** Of Faultline itself. */
  faultline: z.string(),
  scenario: z.object({ file: z.string(), title: z.string(), protocol: name, sourceHash: z.string() }),
  options: z.object({
    mode: z.enum(['trace', 'throughput']),
    checks: z.enum(['full', 'quarantine']),
    seed: z.number(),
    config: z.record(z.string(), z.union([z.boolean(), z.number()])),
  }),
  startedAt: z.string(),
  /** `interrupted`: by a person, so that nobody knows what the rest would have shown. */
  verdict: z.enum(['ok', 'violated', 'inconclusive', 'interrupted']),
  exitCode: z.number().int(),
  ended: z.enum(['duration', 'iterations', 'stopped', 'diagnosis']),
  runMs: count,
  threads: z.array(z.object({ name, kind: z.enum(['boot', 'thread', 'kthread']), status: name, iterations: count, dropped: count })),
  /** Null when the scenario counts none. */
  faults: z
    .object({
      total: count,
      perSecond: count,
      paths: z.array(z.object({ counter: name, label: z.string(), count, share: count, perSecond: count })),
      identity: z.object({ sum: count, holds: z.boolean() }),
    })
    .nullable(),
  counters: z.record(z.string(), count),
  /** Times in ns. In throughput mode only some of the latencies are measured: `samples` says how many. */
  latencies: z.array(z.object({ name, samples: count, mean: count, p50: count, p90: count, p99: count, max: count })),
  events: z.object({ recorded: count, dropped: count }).nullable(),
  /** Faults (iterations, where a scenario has no faults) per second with tracing and without: medians; `ratio`, of pairs. Null: not measured. */
  overhead: z.object({ trace: count, throughput: count, ratio: count }).nullable(),
  heap: z.object({ used: count, size: count, failures: count }),
  checks: z.object({
    leaks: structCounts.nullable(),
    conditions: z.array(z.object({ name: z.string(), holds: z.boolean() })),
    note: z.string(),
  }),
  diagnoses: z.array(diagnosisSchema),
});

export type RunReport = z.infer<typeof runReportSchema>;

export interface RunFacts {
  faultline: string;
  file: string;
  meta: SessionMeta;
  result: SessionResult;
  /** A person stopped it. */
  interrupted: boolean;
  /** Trace events that came out of the rings; null in throughput mode. */
  recordedEvents: number | null;
  overhead: RunReport['overhead'];
}

const EXIT_CODES = { ok: 0, violated: 1, inconclusive: 3, interrupted: 3 } as const;

export function runReport({ faultline, file, meta, result, interrupted, recordedEvents, overhead }: RunFacts): RunReport {
  const { final, runMs } = result;
  const perSecond = (value: number): number => (runMs > 0 ? (value * 1000) / runMs : 0);
  const counters = countersByName(meta.counters, final.counters);
  const faults = faultPaths(counters);
  const verdict = result.outcome === 'violated' ? 'violated' : interrupted ? 'interrupted' : result.outcome;
  const threads = meta.threads.map(({ name: threadName, kind }, index) => {
    const { status = 'idle', iterations = 0, dropped = 0 } = final.threads[index] ?? {};
    return { name: threadName, kind, status, iterations, dropped };
  });
  return {
    schema: 'faultline.run',
    version: RUN_REPORT_VERSION,
    faultline,
    scenario: { file, title: meta.title, protocol: meta.protocol, sourceHash: meta.sourceHash },
    options: { mode: meta.mode, checks: meta.checks, seed: meta.seed, config: meta.config },
    startedAt: meta.startedAt,
    verdict,
    exitCode: EXIT_CODES[verdict],
    ended: result.ended,
    runMs,
    threads,
    faults: faults && {
      ...faults,
      perSecond: perSecond(faults.total),
      paths: faults.paths.map((path) => ({ ...path, perSecond: perSecond(path.count) })),
    },
    counters: Object.fromEntries(counters),
    latencies: meta.histograms.map((histogramName, index) => latency(histogramName, final.histograms[index])),
    events: recordedEvents === null ? null : { recorded: recordedEvents, dropped: threads.reduce((sum, { dropped }) => sum + dropped, 0) },
    overhead,
    heap: final.heap,
    checks: result.checks,
    diagnoses: result.diagnoses,
  };
}

function latency(histogramName: string, histogram: SessionResult['final']['histograms'][number] | undefined): RunReport['latencies'][number] {
  if (!histogram || histogram.count === 0) return { name: histogramName, samples: 0, mean: 0, p50: 0, p90: 0, p99: 0, max: 0 };
  const at = (q: number): number => percentile(histogram, q);
  return { name: histogramName, samples: histogram.count, mean: histogram.sum / histogram.count, p50: at(0.5), p90: at(0.9), p99: at(0.99), max: histogram.max };
}
