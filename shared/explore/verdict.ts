/** What an exploration found: one object, the same wherever it is shown. Plain data, as it goes into recordings and JSON. */
import type { Place, Site, SiteId } from '../dialect/ir.ts';
import type { MemoryModelName } from '../dialect/memory-model.ts';
import type { Line } from '../dialect/step/lines.ts';

export type ViolationKind =
  | 'assertion' | 'property' | 'condition' | 'deadlock' | 'starvation' | 'use-after-free' | 'null-pointer' | 'wild-pointer' | 'bad-free' | 'bounds'
  | 'bad-callback' | 'division-by-zero' | 'endless-loop' | 'leak'
  /** No violations, but what was asked for: a line, a `sometimes` that holds. */
  | 'line-reached' | 'sometimes';

/** How schedules are chosen. `exhaustive`: breadth first, all of them; `dfs`: depth first, all of them, with one worker. */
export type StrategyName = 'exhaustive' | 'dfs' | 'random' | 'pct';
export const strategyNames: readonly StrategyName[] = ['exhaustive', 'dfs', 'random', 'pct'];

/** Whether it comes to all schedules there are, if it comes to an end. */
export function isSystematic(strategy: StrategyName): strategy is 'exhaustive' | 'dfs' {
  return strategy === 'exhaustive' || strategy === 'dfs';
}

/** Steps of a schedule that can be told. Shortest ones have some hundred. */
export const mostSteps = 100_000;

/** One step of a schedule: which thread, and which of its choices (0 unless it has several). */
export interface Action {
  thread: number;
  choice: number;
}

/** A thread that could not go on, what it waits for in words, and the threads that could end the wait. */
export interface Blocked {
  thread: number;
  on: string;
  by: number[];
}

/** A step as it was replayed. */
export interface Step extends Action {
  /** The thread's name. */
  name: string;
  /** Where in the sources: an index into `Violation.sites`, whose `caller`s are the calls around it. -1: nowhere. */
  site: SiteId;
  /** The access: what kind, to what, and the word's value before and after. Null for steps that are no access. */
  access: { op: string; place: Place; address: number; before: number; after: number } | null;
  /** In plain words. */
  text: string;
  /** What the memory model has to do with it: which store it found and why it could miss a newer one, what store buffers hold. */
  notes?: string[] | undefined;
  /** Threads that could have gone instead, this one included. */
  enabled: number[];
  blocked: Blocked[];
  /** Earlier steps, by index, of other threads that must come before this one: it reads or overwrites what they wrote, or was woken by them. */
  after: number[];
}

export interface Violation {
  kind: ViolationKind;
  /** The name of the reference's property (`I4`), or of the condition; null for a plain assertion. */
  property: string | null;
  message: string;
  /** Innermost first: `{ fn, file, line }` of the failing access or assertion; empty for a deadlock. */
  stack: { fn: string; file: string; line: number }[];
  /** From the first state to the violation; the last step is the one that fails. */
  steps: Step[];
  /** The names of all threads by their number: those that take no step too, as others may wait for them. */
  threads: string[];
  /** The places that the steps name, those of `passing` too, with the calls around them up to the thread's body. */
  sites: Site[];
  /** The schedule as a short text to copy (engine/replay/token.ts): with the same sources, it replays the same steps. Null without steps. */
  token: string | null;
  /** Whether no shorter schedule exists (within the bound of switches, if the search has one). */
  shortest: boolean;
  /** Whether of all schedules as short to the same violation none has fewer switches. Not said by verdicts before it was known. */
  fewest?: boolean | undefined;
  /** Starvation: the index of the step from which on the schedule repeats for ever. */
  cycle: number | null;
  /** The index of the first step at which a sequence number of few bits wraps; null: it does not, on this schedule. Not said by verdicts before it was known. */
  wraps?: number | null | undefined;
  /**
   * The nearest run that was found to end well: it shares the first `common` steps, and then decides differently. `nearest`: whether none that
   * ends well shares more. Not said by verdicts before it was known.
   */
  passing: { common: number; nearest?: boolean | undefined; steps: Step[] } | null;
}

/** How far a search is, or came. */
export interface Figures {
  /** Distinct states stored. */
  states: number;
  /** Transitions taken: states generated. */
  transitions: number;
  /** States stored but not expanded yet. */
  unexpanded: number;
  /** Steps from the first state to the deepest one expanded. */
  depth: number;
  /** Bytes used for the stored states. */
  bytes: number;
  ms: number;
}

/**
 * `…-within-bound`: in all schedules with at most `covers.maxSwitches` preemptive switches, and nothing is said of the others.
 * `reached` and `unreachable` answer a search that was asked for a line or a `sometimes` (`covers.goal`).
 */
export type Outcome = 'verified' | 'verified-within-bound' | 'violated' | 'reached' | 'unreachable' | 'unreachable-within-bound' | 'inconclusive';
export const outcomes: readonly Outcome[] = ['verified', 'verified-within-bound', 'violated', 'reached', 'unreachable', 'unreachable-within-bound', 'inconclusive'];

/** What a search was asked to come to. */
export type Goal = ({ kind: 'line' } & Line) | { kind: 'sometimes'; name: string };

export interface Verdict extends Figures {
  outcome: Outcome;
  violation: Violation | null;
  /** The schedule to what was asked for, told like a violation's; its last step reaches the line, or makes the condition hold. */
  witness: Violation | null;
  /** Why it is inconclusive. */
  reason: string | null;
  /** For each `sometimes`, whether a state in which it holds was seen. */
  sometimes: { name: string; seen: boolean }[];
  /** Lines with code of the scenario and of the kernel's functions that its threads may call to which no thread came; null unless asked for. */
  unreached: Line[] | null;
  covers: Coverage;
}

/** What a verdict is about, precisely. */
export interface Coverage {
  protocol: string;
  /** Functions of the kernel that the scenario, or a change of the protocol, has its own version of. */
  overrides: string[];
  config: Record<string, boolean | number>;
  /** Scenario threads, and how often each runs its body; null: for ever. */
  threads: { name: string; repeat: number | null }[];
  /** Objects of each struct that may exist at once. */
  objects: number;
  memoryModel: MemoryModelName;
  strategy: StrategyName;
  /** Whether schedules that go round for ever were looked for, and of which kind: `weak`, in which who can always go goes. */
  fairness: 'weak' | null;
  /** Only schedules with at most so many preemptive switches; null: any number. */
  maxSwitches: number | null;
  /** What the search looked for; null: violations alone. */
  goal: Goal | null;
  /** Reductions used; empty: none. Each keeps every violation and every state in which all threads have ended. */
  reductions: string[];
  /** Groups of identical threads of which a state does not say who is who; and those whose threads the program can tell apart, or may, with what does. */
  symmetry: { threads: { name: string; count: number }[]; refused: { name: string; why: string }[] };
  /** Bits of the sequence counters; 32 unless narrowed. */
  sequenceBits: number;
  /** Built-in properties that were checked, by name. */
  properties: string[];
  /** The scenario's own `always`. */
  conditions: string[];
  /** What the verdict takes for granted, each a sentence. */
  assumed: string[];
}
