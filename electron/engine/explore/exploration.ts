/** An exploration under way: the client of its thread (worker.ts). The thread ends with the exploration, or at once with `close()`. */
import { type MessagePort, Worker } from 'node:worker_threads';
import type { Diagnostic } from '../../../shared/dialect/diagnostics.ts';
import type { Figures, Verdict } from '../../../shared/explore/verdict.ts';
import type { ExploreOptions } from './explore.ts';
import type { SearchInput } from './program.ts';

/** What is to be explored, as it goes to the thread. */
export interface ExplorationJob {
  input: SearchInput;
  options: Omit<ExploreOptions, 'signal' | 'onProgress' | 'onCompiled' | 'pause' | 'workerUrl' | 'kept' | 'compile'>;
}

export interface ExplorationStart {
  job: ExplorationJob;
  /** To the compiler's thread. */
  compiler: MessagePort;
}

export type ToExploration = 'pause' | 'resume' | 'stop';

/** `refused`: the scenario has errors. `unanswerable`: what was asked for cannot be looked for, and why. `failed`: the lab has errors. */
export type ExplorationEnd =
  | { kind: 'verdict'; verdict: Verdict }
  | { kind: 'refused'; diagnostics: Diagnostic[] }
  | { kind: 'unanswerable'; message: string }
  | { kind: 'failed'; message: string };

export type FromExploration = { kind: 'figures'; figures: Figures } | ExplorationEnd;

export class Exploration {
  /** The newest; null until the scenario is compiled. */
  figures: Figures | null = null;
  /** Set once there is nothing more to come. */
  end: ExplorationEnd | null = null;
  /** The same, for who waits for it. */
  readonly ended: Promise<ExplorationEnd>;
  private readonly worker: Worker;
  private tellEnd!: (end: ExplorationEnd) => void;

  /** `workerUrl`: the built worker, `out/main/explore-worker.js`. `compiler`: of `CompileService.link()`. */
  constructor(workerUrl: URL, job: ExplorationJob, compiler: MessagePort) {
    this.ended = new Promise((resolve) => (this.tellEnd = resolve));
    this.worker = new Worker(workerUrl, { name: 'explorer', workerData: { job, compiler } satisfies ExplorationStart, transferList: [compiler] });
    this.worker.on('message', (message: FromExploration) => {
      if (message.kind === 'figures') this.figures = message.figures;
      else this.finish(message);
    });
    this.worker.on('error', (error) => this.finish({ kind: 'failed', message: error instanceof Error ? error.message : String(error) }));
    this.worker.on('exit', (code) => this.finish({ kind: 'failed', message: `its thread ended (exit code ${code})` }));
  }

  pause(): void {
    this.tell('pause');
  }

  resume(): void {
    this.tell('resume');
  }

  /** Ends with what was seen so far: an inconclusive verdict, unless another one came first. */
  stop(): void {
    this.tell('stop');
  }

  /** Ends at once; nobody will ask for the verdict. */
  async close(): Promise<void> {
    await this.worker.terminate();
  }

  private tell(message: ToExploration): void {
    this.worker.postMessage(message);
  }

  private finish(end: ExplorationEnd): void {
    this.end ??= end;
    this.tellEnd(this.end);
    void this.worker.terminate();
  }
}
