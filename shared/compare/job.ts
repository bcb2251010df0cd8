/** A comparison under way: what it is asked for, and what it tells. */
import type { SourceText } from '../dialect/diagnostics.ts';
import type { Contestant } from './comparison.ts';
import type { Measure } from './measure.ts';

export interface ComparisonJob {
  scenario: SourceText;
  config: Record<string, boolean | number>;
  protocols: readonly string[];
  /** Instances of the load's threads; null: as the scenario says. */
  threads: readonly (number | null)[];
  /** Runs of each. */
  rounds: number;
  /** Time that each run is measured, ms. */
  measureMs: number;
}

export interface FirstError {
  message: string;
  /** Null: no file is to blame. */
  place: { file: string; line: number; column: number } | null;
}

export type ComparisonNote =
  | { kind: 'compiled'; protocol: string }
  /** The scenario has errors with this variant: the first of them. */
  | { kind: 'refused'; protocol: string; error: FirstError }
  /** All are compiled; runs name them by their place here. */
  | { kind: 'ready'; contestants: Contestant[] }
  /** `ended`: why it does not count; another attempt at the same round may follow. */
  | { kind: 'run'; contestant: number; round: number; measure: Measure | null; ended: string | null };

/** As the command line has them. */
export const comparisonLimits = { threads: 32, threadCounts: 8, rounds: 1000, contestants: 64, leastMs: 50, mostMs: 600_000 } as const;
