/** What `faultline compare --json` prints. docs/json-output.md. */
import type { Compared } from '../compare/comparison.ts';
import type { Unit } from '../compare/measure.ts';

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

export function compareReport(faultline: string, comparison: Comparison) {
  return { schema: 'faultline.compare' as const, version: 1 as const, faultline, ...comparison };
}
