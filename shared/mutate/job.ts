/** Mutants tried in one scenario: what is asked for, and what is told as it comes about. */
import type { SourceText } from '../dialect/diagnostics.ts';
import type { Fate } from './mutant.ts';
import type { MadeMutant } from './mutated.ts';

export interface MutationJob {
  scenario: SourceText;
  /** Instead of what the scenario says. */
  protocol?: string | undefined;
  config: Record<string, boolean | number>;
  /** Of each exploration, ms. */
  limitMs: number;
  /** Whether schedules that go round for ever are looked for, too. */
  liveness: boolean;
}

export type MutationNote =
  /** The scenario is not verified as it is, and so tells nothing: why. */
  | { kind: 'unfit'; reason: string }
  /** It is verified: these are tried, in this order. */
  | { kind: 'mutants'; protocol: string; mutants: MadeMutant[] }
  | { kind: 'fate'; mutant: number; fate: Fate; ms: number };
