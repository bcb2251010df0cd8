/** What `faultline compare --json` prints. docs/json-output.md. */
import type { Compared } from '../compare/comparison.ts';
import type { Unit } from '../compare/measure.ts';
import { z } from '../ipc/schema.ts';

export interface Comparison {
  file: string;
  /** Runs of each. */
  rounds: number;
  /** Time that each run was measured, ms. */
  measureMs: number;
  /** Of `perSecond`. */
  unit: Unit;
  rows: readonly Compared[];
  /** What a run ended in that does not count: the last one of each. */
  trouble: { protocol: string; threads: number | null; message: string }[];
}

const spread = z.object({ median: z.number(), low: z.number(), high: z.number() });
/** Null: as many as the load says. */
const threads = z.int().nullable();

export const compareReportSchema = z.object({
  schema: z.literal('faultline.compare'),
  version: z.literal(1),
  faultline: z.string(),
  file: z.string(),
  rounds: z.int(),
  measureMs: z.number(),
  unit: z.enum(['faults', 'iterations']),
  rows: z.array(
    z.object({
      protocol: z.string(),
      threads,
      bytesPerVma: z.number().nullable(),
      /** Those that count. */
      runs: z.int(),
      perSecond: spread.nullable(),
      /** To the first variant with as many threads, of the same round. */
      ratio: spread.nullable(),
      paths: z.array(z.object({ label: z.string(), share: z.number() })),
      /** In ns. */
      latencies: z.array(z.object({ name: z.string(), p50: spread, p90: spread, p99: spread })),
      /** A second. */
      counters: z.record(z.string(), z.number()),
    }),
  ),
  trouble: z.array(z.object({ protocol: z.string(), threads, message: z.string() })),
});
export type CompareReport = z.infer<typeof compareReportSchema>;

export function compareReport(faultline: string, { rows, ...comparison }: Comparison): CompareReport {
  return { schema: 'faultline.compare', version: 1, faultline, ...comparison, rows: [...rows] };
}
