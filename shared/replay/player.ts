/** What the player of a schedule tells: plain data, as it goes to the window. */
import type { Site } from '../dialect/ir.ts';
import type { Action, Step, ViolationKind } from '../explore/verdict.ts';

/** A word that the violation is about. */
export interface BreakingValue {
  /** `vm_area_struct #0.vm_lock.count` */
  name: string;
  /** Its value, in words. */
  text: string;
  /** The index of the step that made it so; null: it was so from the start. */
  by: number | null;
}

/** How the schedule ends. */
export interface LineEnd {
  /** What is wrong at its end; null: nothing. */
  fault: { kind: ViolationKind; property: string | null; message: string; values: BreakingValue[] } | null;
  /** Whether every scenario thread that is to end has ended. */
  over: boolean;
}

/**
 * How the schedule that is played has changed: its first `common` steps are as they were, then come `steps`. Its steps' places are in one
 * list that only grows: `sites` are those that are new. `rules`: of each of these steps the properties that it is checked by and the conditions
 * that look at what it wrote, by their number; `touches`: the objects and globals that it touches, and their parts, by name.
 */
export interface LineChange {
  common: number;
  steps: Step[];
  rules: number[][];
  touches: string[][];
  sites: Site[];
  /** The index of the step from which on it goes round for ever, or null. */
  cycle: number | null;
  /** The index of the first step that is not as in the schedule that was opened; null: all are, or none was opened. */
  own: number | null;
  end: LineEnd;
  canUndo: boolean;
  canRedo: boolean;
  /** Where to look now: so many steps taken. */
  at: number;
}

/** What one way to go on leads to, as far as it was looked. */
export interface Ahead extends Action {
  /** Steps to the nearest violation that was found, this one included; null: none was. */
  steps: number | null;
  /** What is violated there. */
  message: string | null;
  /** Steps, this one included, within which there is no nearer one: all that can follow was looked at so far. */
  within: number;
  /** Whether everything that can ever follow was looked at. */
  all: boolean;
  /** States that were looked at. */
  states: number;
}

/** What a search from here came to. `change` is null where it found nothing. */
export interface FromHere {
  change: LineChange | null;
  /** `found`; `none`: nothing was found, and all was looked at; `unknown`: it did not come to an end. */
  outcome: 'found' | 'none' | 'unknown';
  /** Whether no schedule to it is shorter from here. */
  shortest: boolean;
  /** Why it did not come to an end, or null. */
  reason: string | null;
  states: number;
}

/** The nearest run that ends well. Its places are in the list of those of the schedule, with the new `sites`. */
export interface PassingRun {
  /** Steps shared with the schedule; the step after them decides differently. */
  common: number;
  /** Whether none that ends well shares more. */
  nearest: boolean;
  steps: Step[];
  sites: Site[];
}
