/** A protocol with one line dropped or weakened, and what scenarios say to that. Plain data. */

export type MutantKind = 'mark' | 'end of marks' | 'check' | 'wake-up' | 'RCU section' | 'grace period' | 'lock' | 'barrier' | 'order';

/** What is amiss with each kind, in words; what is done to the line says `change`. */
export const MUTATIONS: Readonly<Record<MutantKind, string>> = {
  mark: 'not marked',
  'end of marks': 'marks not dropped, or at the end only',
  check: 'check not heeded',
  'wake-up': 'not woken',
  'RCU section': 'no RCU section',
  'grace period': 'no grace period',
  lock: 'lock not taken',
  barrier: 'no barrier',
  order: 'access without order',
};

/** Those that only a memory model shows that is not sequentially consistent. */
export const NEEDS_WEAK_MEMORY: readonly MutantKind[] = ['barrier', 'order'];

export interface Mutant {
  kind: MutantKind;
  /** The kernel's file, such as `kernel/vma_lock.ts`, and the line, from 1. */
  file: string;
  line: number;
  /** The function it is in. */
  fn: string;
  /** What the line says, and what is done to it. */
  code: string;
  change: string;
}

/**
 * `killed`: by which property or kind of violation. `survived`: verified all the same. `unreached`: no thread of the scenario comes
 * to the line. `weak memory`: cannot be told by interleaving. `refused`: does not compile. `open`: no verdict within the limits.
 */
export type Fate = { is: 'killed'; by: string } | { is: 'survived' | 'unreached' | 'weak memory' | 'refused' } | { is: 'open'; reason: string };

export interface Trial {
  mutant: Mutant;
  /** The scenario's name. */
  scenario: string;
  fate: Fate;
  ms: number;
}

/** All that scenarios say of one mutant. */
export interface Tried {
  mutant: Mutant;
  fates: { scenario: string; fate: Fate }[];
  /** Killed by one of them at least. */
  killed: boolean;
  /** One at least comes to it, and all that do are verified. */
  survives: boolean;
}

export function triedOf(trials: readonly Trial[]): Tried[] {
  const byMutant = new Map<Mutant, Trial[]>();
  for (const trial of trials) byMutant.set(trial.mutant, [...(byMutant.get(trial.mutant) ?? []), trial]);
  return [...byMutant].map(([mutant, of]) => {
    const fates = of.map(({ scenario, fate }) => ({ scenario, fate }));
    const verdict = verdictOf({ fates });
    return { mutant, fates, killed: verdict === 'killed', survives: verdict === 'survived' };
  });
}

/** Each says more than those after it: a scenario without a verdict may yet kill what others let live. */
const TELLING: readonly Fate['is'][] = ['killed', 'open', 'survived', 'weak memory', 'refused', 'unreached'];

/** What all scenarios say together. */
export function verdictOf({ fates }: Pick<Tried, 'fates'>): Fate['is'] {
  return TELLING.find((is) => fates.some(({ fate }) => fate.is === is))!;
}
