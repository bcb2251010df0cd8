/** What exporters are given. */
import type { Verdict, Violation } from '../../explore/verdict.ts';
import type { PlayedProgram, PlayedState, ThreadState } from '../../replay/state.ts';
import type { SessionResult, SessionSample } from '../../trace/session.ts';
import type { RecordedSources, RecordingMeta } from '../contents.ts';
import type { ExplorationMeta } from '../exploration.ts';

/** A live session, its samples and its trace read from the file as often as they are asked for. */
export interface SessionSubject {
  meta: RecordingMeta;
  result: SessionResult;
  /** Those that samples count the objects of. */
  structs: readonly string[];
  /** In the order of time. */
  samples(): AsyncIterable<SessionSample>;
  /** Chunks of whole events (trace/events.ts); in a chunk those of a thread lie together, in the order of time. */
  events(): AsyncIterable<Uint8Array>;
}

export interface CounterexampleSubject {
  meta: ExplorationMeta;
  sources: RecordedSources;
  verdict: Verdict;
  /** The verdict's violation, or the witness that was asked for. */
  violation: Violation;
}

/** A state with what exports tell of it. */
export type ExportedState = Pick<PlayedState, 'step' | 'objects' | 'globals' | 'sites'> & { threads: Pick<ThreadState, 'thread' | 'status' | 'site'>[] };

/** A counterexample, and the states that replaying it comes to. */
export interface PlayedSubject extends CounterexampleSubject {
  program: PlayedProgram;
  /** The nearest run that ends well as a short text (engine/replay/token.ts); null: there is none. */
  passingToken: string | null;
  /** The first state, and the one after each step, made one by one. A step that fails leaves its state as it was. */
  states(): Iterable<ExportedState>;
}
