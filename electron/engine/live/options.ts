/** How a host asks for a live session, and what it gets. */
import type { LiveImage } from '../../../shared/dialect/live/image.ts';
import type { SessionMeta, SessionResult, SessionSample } from '../../../shared/trace/session.ts';
import type { ThreadTrace } from '../../../shared/trace/traced.ts';
import type { EventConsumer } from './event-queue.ts';
import type { SpareWorkers } from './spare-workers.ts';
import type { WatchLimits } from './watchdog.ts';

/** What samples show of the memory: live objects of these structs, the first named first where there are very many, and perhaps the global variables. */
export interface Look {
  structs: readonly string[];
  /** Pointers that are followed from those: `mm_struct.pgd`, `pgtable.slot`. What they lead to is shown, too, whatever else there is of its kind. */
  follow?: readonly string[];
  globals: boolean;
}

export interface LiveSessionOptions {
  image: LiveImage;
  /** The built worker, `out/main/live-worker.js`. */
  workerUrl: URL;
  /** Workers that have started already. */
  spare?: SpareWorkers;
  /** Of all `pick`s. */
  seed: number;
  /** The session ends after this time (ms), or when every thread has done this many iterations, or when it is stopped. */
  durationMs?: number;
  iterations?: number;
  /** Time between samples, ms; default 50. */
  sampleMs?: number;
  /** What each sample shows of the memory; nothing unless told. */
  look?: Look;
  limits?: Partial<WatchLimits>;
  onMeta?: (meta: SessionMeta) => void;
  /** `traced`: what each thread was in the middle of then; null in throughput mode. */
  onSample?: (sample: SessionSample, traced: ThreadTrace[] | null) => void;
  /** Gets chunks of whole events (trace/events.ts), those of a thread together and in order; EventQueue says what happens when it is slow. */
  onEvents?: EventConsumer;
  /** How nice the session's threads are to everything else (priority.ts), at least; where there are more than processors, they are nicer. */
  nice?: number;
  signal?: AbortSignal;
}

export interface LiveSession {
  /** Rejects only when the session could not begin. */
  result: Promise<SessionResult>;
  /** Resolves when `onEvents` has had everything; rejects with its error when it failed. */
  delivered: Promise<void>;
  /** Samples show this from now on. */
  look(at: Look): void;
  /** Ends the session within 100 ms, whatever it is doing; on a machine too busy to run its threads, within some more. */
  stop(): void;
}
