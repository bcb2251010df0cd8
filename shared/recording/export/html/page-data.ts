/** What an exported page plays: one JSON object that it carries, made by the lab from a counterexample and its states. */
import type { Site } from '../../../dialect/ir.ts';
import type { Violation } from '../../../explore/verdict.ts';
import type { PlayedProgram } from '../../../replay/state.ts';
import type { FirstState, PackedThreads, StateChange } from './states.ts';

export interface PageData {
  title: string;
  protocol: string;
  /** Switches, as `NAME=y`. */
  switches: string[];
  /** The version that wrote the page. */
  faultline: string;
  violation: Violation;
  program: PlayedProgram;
  /** Files that a step or a thread stands in. */
  sources: { path: string; text: string }[];
  first: FirstState;
  /** By step. */
  changes: StateChange[];
  /** By state: the first one, then the one after each step. */
  threads: PackedThreads[];
  /** What the places of `threads` are. */
  places: Site[];
}

/** The element of the page that holds it. */
export const DATA_ELEMENT = 'counterexample';
