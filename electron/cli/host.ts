/** What a command needs of the process that it runs in; tests bring their own. */
import type { Screen } from './progress.ts';

export interface Host {
  /** Results. */
  stdout: Screen;
  /** Progress and errors. */
  stderr: Screen;
  /** Version of Faultline. */
  version: string;
  /** The built worker of the live engine. */
  liveWorkerUrl: URL;
  /** The built worker of the search. */
  searchWorkerUrl: URL;
  /** The built worker of an exploration. */
  exploreWorkerUrl: URL;
  /** The built compiler's thread, for those. */
  compileWorkerUrl: URL;
  /** The folder of the built page that counterexamples are exported into. */
  pageUrl: URL;
  /** The folder of the build, `out/`, which keeps shipped scenarios as they were compiled; nothing is kept unless told. */
  outUrl?: URL;
  /** `scripts/start.mjs`, which opens the window. */
  startUrl: URL;
  /** Told how far a long command is, 0 to 1: whoever started it in a process of its own shows that. */
  onShare?: (share: number) => void;
  /** Aborted by the first Ctrl-C, once it is heeded. */
  interrupted: AbortSignal;
  /**
   * From now on there is something to end well. Until then the process dies of Ctrl-C: while it compiles, which holds up its thread, it could
   * not answer.
   */
  heed(): void;
}

export const EXIT = { ok: 0, violated: 1, wrong: 2, inconclusive: 3 } as const;
/** Answers the exit code. */
export type Command = (host: Host, args: string[]) => Promise<number>;
