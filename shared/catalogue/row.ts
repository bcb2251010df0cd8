/** A row of the catalogue: a bug, what is known of it, and what explorations are to find. Plain data. */
import type { MemoryModel } from '../dialect/memory-model.ts';
import type { ConfigValues } from '../ipc/documents.ts';
import type { Landmark } from './landmarks.ts';

export interface Row {
  /** `B08` of a bug; of what is no bug of the history, the number of the scenario that is about it. */
  id: string;
  title: string;
  /** What raced, in a sentence. */
  raced: string;
  /** Where it is known from, as far as it is. */
  source: string;
  /** What mends it. */
  fix: string;
  /** What it takes to see it: interleaving alone, a TLB for each thread, or memory that is not sequentially consistent. */
  needs: 'interleaving' | 'TLB' | 'weak memory';
  /** The shortest trace that is known of it from elsewhere, at the granularity of the protocol. */
  known?: KnownTrace;
  shown: Shown | Missing;
}

/** No scenario shows it, and precisely why not. */
export interface Missing {
  missing: string;
}

export interface Shown {
  /** The shipped scenario's name: `16-stack-growth-unmarked`. It has the bug unless it is mended, or the variant has not. */
  scenario: string;
  /** How it is explored. */
  ask?: Ask;
  /** What that finds, by variant. */
  finds: ByVariant;
  /** What mends the scenario. */
  mended?: Mended;
  /** The variant that it was written for; `v1-rwsem-rcu` unless told. */
  home?: string;
  /** Further explorations of the scenario, in the variant that it names. */
  also?: readonly (Ask & { protocol?: string; finds: Finding })[];
  /** A live run may come to the violation, too. Mended, it must not. */
  failsLive?: boolean;
}

/** Switches that are tried in each variant, with what is then found there (nothing unless told); or a variant; or only both together. */
export interface Mended {
  config?: ConfigValues;
  protocol?: string;
  finds?: ByVariant;
}

export interface Ask {
  config?: ConfigValues;
  /** The properties checked; all unless told. */
  properties?: readonly string[];
  /** Whether schedules that go round for ever are looked for, too. */
  liveness?: boolean;
  /** Sequential consistency unless told. */
  memory?: MemoryModel;
}

/** What is violated: a property by its name, or the kind of the violation (`assertion`, `leak`); null: verified. */
export type Finding = string | null;

/** Why a variant cannot have it. */
export interface NotApplicable {
  notApplicable: string;
}

export type Expected = Finding | NotApplicable;

/** The same in each variant, but for some. `none` is a scenario that brings its own lock, without the kernel. */
export interface ByVariant {
  each: Expected;
  except?: Readonly<Record<string, Expected>>;
}

export interface KnownTrace {
  steps: number;
  switches?: number;
  /** What happens in it, in its order: the lab's trace comes by all of them, with more accesses in between. */
  landmarks: readonly Landmark[];
}

export function isMissing(shown: Shown | Missing): shown is Missing {
  return 'missing' in shown;
}

export function isNotApplicable(expected: Expected): expected is NotApplicable {
  return expected !== null && typeof expected === 'object';
}
