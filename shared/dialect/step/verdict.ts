/** What a search found: one object, the same wherever it is shown. */
import type { Place, SiteId } from '../ir.ts';

export type ViolationKind =
  | 'assertion' | 'condition' | 'deadlock' | 'use-after-free' | 'null-pointer' | 'wild-pointer' | 'bad-free' | 'bounds' | 'bad-callback' | 'endless-loop';

/** One step of a schedule: which thread, and which of its choices (0 unless it has several). */
export interface Action {
  thread: number;
  choice: number;
}

/** A step as it was replayed. */
export interface Step extends Action {
  /** The thread's name. */
  name: string;
  /** Where in the sources; its `caller`s are the calls around it. */
  site: SiteId;
  /** The access: what kind, to what, and the word's value before and after. Null for steps that are no access. */
  access: { op: string; place: Place; before: number; after: number } | null;
  /** In plain words. */
  text: string;
}

export interface Violation {
  kind: ViolationKind;
  message: string;
  /** Innermost first: `{ fn, file, line }` of the failing access or assertion; empty for a deadlock. */
  stack: { fn: string; file: string; line: number }[];
  /** From the first state to the violation; the last step is the one that fails. No shorter one exists. */
  steps: Step[];
}

export interface Verdict {
  outcome: 'verified' | 'violated' | 'inconclusive';
  violation: Violation | null;
  /** Why it is inconclusive. */
  reason: string | null;
  states: number;
  transitions: number;
  /** States stored but not expanded yet. */
  unexpanded: number;
  ms: number;
  /** What the verdict covers. */
  covers: {
    memoryModel: 'sequential consistency';
    reduction: 'none';
    /** Objects of each struct that may exist at once. */
    objects: number;
    threads: { name: string; repeat: number }[];
    config: Record<string, boolean | number>;
    protocol: string;
    conditions: string[];
  };
}
